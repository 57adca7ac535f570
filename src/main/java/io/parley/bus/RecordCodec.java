package io.parley.bus;

import com.fasterxml.jackson.databind.JsonMappingException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Carries every {@link BusRecord}: as it is inside a JVM, for records are immutable; between nodes as one byte with the version of the
 * wire format, the record's name ({@link RecordNames}) and its JSON ({@link WireMapper}), the two with their lengths before them.
 * What this node cannot read arrives as {@link Unreadable}: an exception here would only drop the message.
 */
public final class RecordCodec implements MessageCodec<BusRecord, BusRecord> {
    static final String NAME = "parley-record";
    static final byte VERSION = 1;

    @Override
    public void encodeToWire(Buffer wire, BusRecord message) {
        byte[] type = RecordNames.of(message.getClass()).getBytes(StandardCharsets.UTF_8);
        byte[] json = WireMapper.encode(message);
        wire.appendByte(VERSION).appendInt(type.length).appendBytes(type).appendInt(json.length).appendBytes(json);
    }

    @Override
    public BusRecord decodeFromWire(int start, Buffer wire) {
        byte version = wire.getByte(start);
        if (version != VERSION) {
            return new Unreadable("wire format " + version);
        }
        int at = start + 1;
        int typeLength = wire.getInt(at);
        String type = wire.getString(at + 4, at + 4 + typeLength);
        at += 4 + typeLength;
        int jsonLength = wire.getInt(at);
        byte[] json = wire.getBytes(at + 4, at + 4 + jsonLength);
        return RecordNames.typeNamed(type).map(known -> read(json, known)).orElseGet(() -> new Unreadable(type));
    }

    private static BusRecord read(byte[] json, Class<? extends BusRecord> type) {
        try {
            return WireMapper.decode(json, type);
        } catch (JsonMappingException e) {
            return new Unreadable(RecordNames.of(type) + " at " + e.getPathReference()); // Jackson's own words quote the value
        } catch (IOException e) {
            return new Unreadable(RecordNames.of(type) + ": no JSON");
        }
    }

    @Override
    public BusRecord transform(BusRecord message) {
        return message;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
