package io.parley.http;

import io.parley.bus.FastpathReply.SaidMessage;
import io.parley.bus.FastpathReply.Transcript;
import java.util.stream.Collectors;

/** A transcript for people to read: {@code [time] nick: body}, a line for each message. */
final class TranscriptText {
    private TranscriptText() {
    }

    static String of(Transcript transcript) {
        return transcript.messages().stream().map(TranscriptText::line).collect(Collectors.joining());
    }

    /** What a message brings in line breaks is indented, or its sender could put words into another's mouth. */
    private static String line(SaidMessage message) {
        String said = message.body() == null ? message.data() == null ? "" : message.data() : message.body();
        return "[" + message.timestamp() + "] " + nickname(message.from()) + ": " + said.replaceAll("\\R", "\n    ") + "\n";
    }

    /** An occupant's address ends in the nickname; what is no such address is all there is. */
    private static String nickname(String from) {
        return from.substring(from.indexOf('/') + 1).replaceAll("\\R", " ");
    }
}
