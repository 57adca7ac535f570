package io.parley.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.Json;
import java.nio.charset.StandardCharsets;

/**
 * Carries every {@link BusRecord}: as it is inside a JVM, for records are immutable; as JSON with the record's name and the version
 * of the wire format between nodes, so that a node of the next version can tell what it reads.
 */
public final class RecordCodec implements MessageCodec<BusRecord, BusRecord> {
    static final String NAME = "parley-record";
    static final byte VERSION = 1;
    private static final String PACKAGE = BusRecord.class.getPackageName() + ".";

    @Override
    public void encodeToWire(Buffer wire, BusRecord message) {
        byte[] type = message.getClass().getName().substring(PACKAGE.length()).getBytes(StandardCharsets.UTF_8);
        byte[] json = Json.encodeToBuffer(message).getBytes();
        wire.appendByte(VERSION).appendInt(type.length).appendBytes(type).appendInt(json.length).appendBytes(json);
    }

    @Override
    public BusRecord decodeFromWire(int start, Buffer wire) {
        byte version = wire.getByte(start);
        if (version != VERSION) {
            throw new IllegalArgumentException("a bus record of version " + version + "; this node reads " + VERSION);
        }
        int at = start + 1;
        int typeLength = wire.getInt(at);
        String type = wire.getString(at + 4, at + 4 + typeLength);
        at += 4 + typeLength;
        int jsonLength = wire.getInt(at);
        return Json.decodeValue(wire.getBuffer(at + 4, at + 4 + jsonLength), typeNamed(type));
    }

    /** Only records of this package are ever made from the wire. */
    private static Class<? extends BusRecord> typeNamed(String name) {
        try {
            return Class.forName(PACKAGE + name).asSubclass(BusRecord.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("unknown bus record " + name, e);
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
