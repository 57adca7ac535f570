package io.parley.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one node writes is what another reads, also while an upgrade goes from node to node. */
class RecordCodecTest {
    private final RecordCodec codec = new RecordCodec();

    @ParameterizedTest
    @MethodSource("everyRecord")
    void everyRecordArrivesAsItWasSent(Class<? extends BusRecord> type) throws Exception {
        new Specimens(everyRecord()).of(type).map(BusRecord.class::cast).forEach(record -> assertEquals(record, travel(record)));
    }

    @ParameterizedTest
    @MethodSource("everyRecord")
    void whatIsNullArrivesAsNull(Class<? extends BusRecord> type) throws Exception {
        BusRecord empty = (BusRecord) new Specimens(everyRecord()).empty(type);

        assertEquals(empty, travel(empty));
    }

    @Test
    void theRecordsOfAllKindsAreFound() throws Exception {
        assertTrue(everyRecord().containsAll(List.of(Ask.class, SessionCommand.PutVCard.class, SessionReply.ContactPresence.class,
                FastpathCommand.AwaitInvitation.class, Gate.Opened.class, Carried.class)));
    }

    @Test
    void aRecordBeginsWithTheVersionAndItsName() {
        Buffer wire = Buffer.buffer();
        codec.encodeToWire(wire, new Ask(Caller.visitor("q1"), new SessionCommand.Logoff(true)));

        assertEquals(wire("Ask", "{\"caller\":{\"kind\":\"VISITOR\",\"user\":null,\"login\":\"q1\"},"
                + "\"command\":{\"@type\":\"SessionCommand$Logoff\",\"all\":true}}"), wire);
    }

    @Test
    void whatTheNextVersionAddsIsIgnored() {
        assertEquals(new Ask(Caller.master(), new SessionCommand.Logoff(true)), read("Ask",
                "{\"caller\":{\"kind\":\"MASTER\",\"tenant\":{}},"
                + "\"command\":{\"@type\":\"SessionCommand$Logoff\",\"all\":true,\"why\":[1]},\"trace\":\"x\"}"));
    }

    @Test
    void whatTheVersionBeforeDoesNotSendIsNull() {
        assertEquals(new SessionCommand.QueryMessages("a@b", null, null, null, null, null, 0, null),
                read("SessionCommand$QueryMessages", "{\"with\":\"a@b\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Unheard", "SessionCommand$Unheard", "SessionCommand", "Bus", "EventId", "", "../Ask", "[LAsk;"})
    void whatIsNoRecordOfThisVersionIsUnreadable(String name) {
        assertEquals(new Unreadable(name), read(name, "{}"));
    }

    @Test
    void anotherWireFormatIsUnreadable() {
        Buffer wire = wire("Done", "{}").setByte(0, (byte) 2);

        assertEquals(new Unreadable("wire format 2"), codec.decodeFromWire(0, wire));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"caller\":null,\"command\":{\"@type\":\"SessionCommand$Unheard\"}}",
        "{\"caller\":null,\"command\":{\"@type\":\"java.lang.ProcessBuilder\"}}",
        "{\"caller\":null,\"command\":{\"@type\":\"Done\"}}",
        "{\"caller\":null,\"command\":{\"all\":true}}",
        "{\"caller\":{\"kind\":\"ROBOT\"}}",
        "{\"caller\":",
        "null",
    })
    void aRecordOfWhichAPartIsUnknownIsUnreadableAsAWhole(String json) {
        assertTrue(read("Ask", json) instanceof Unreadable read && read.what().startsWith("Ask"), json);
    }

    @Test
    void whatIsSaidOfTheUnreadableTellsNothingThatItHeld() {
        Unreadable read = (Unreadable) read("Gate$Open", "{\"password\":{\"secret\":1},\"proof\":\"secret\"}");

        assertFalse(read.what().contains("secret"), read.what());
    }

    @Test
    void noClassOutsideOfThePackageIsMade() {
        assertEquals(Optional.empty(), RecordNames.typeNamed("below.Intruder"));
        assertEquals(Optional.empty(), RecordNames.typeNamed("RecordCodecTest$Stowaway"));
    }

    @Test
    void aRecordInTheMiddleOfABufferIsRead() {
        Buffer frame = Buffer.buffer("before").appendBuffer(wire("Done", "{}")).appendString("after");

        assertEquals(new Done(), codec.decodeFromWire("before".length(), frame));
    }

    /** In the package, but nothing that travels. */
    record Stowaway(String text) {
    }

    private BusRecord travel(BusRecord record) {
        Buffer wire = Buffer.buffer();
        codec.encodeToWire(wire, record);
        return codec.decodeFromWire(0, wire);
    }

    private BusRecord read(String name, String json) {
        return codec.decodeFromWire(0, wire(name, json));
    }

    private static Buffer wire(String name, String json) {
        return Buffer.buffer().appendByte(RecordCodec.VERSION).appendInt(name.length()).appendString(name)
                .appendInt(json.length()).appendString(json);
    }

    static List<Class<? extends BusRecord>> everyRecord() throws IOException, URISyntaxException {
        Path classes = Path.of(BusRecord.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.list(classes.resolve(BusRecord.class.getPackageName().replace('.', '/')))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".class"))
                    .map(name -> RecordNames.typeNamed(name.substring(0, name.length() - ".class".length())))
                    .<Class<? extends BusRecord>>flatMap(Optional::stream).toList();
        }
    }
}
