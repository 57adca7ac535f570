package io.parley.xmpp.transport;

import io.parley.support.Await;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jivesoftware.smack.packet.Stanza;

/** Remembers what a connection has told, as "received m1", "lost IOException" and so on. */
final class Told implements LoopConnection.Listener {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final boolean tellSmack;

    Told(boolean tellSmack) {
        this.tellSmack = tellSmack;
    }

    @Override
    public boolean received(Stanza stanza) {
        events.add("received " + stanza.getStanzaId());
        failIfWanted(stanza);
        return tellSmack;
    }

    @Override
    public void acknowledged(Stanza stanza) {
        events.add("acknowledged " + stanza.getStanzaId());
        failIfWanted(stanza);
    }

    private static void failIfWanted(Stanza stanza) {
        if ("fail".equals(stanza.getStanzaId())) {
            throw new IllegalStateException("as the test wants it");
        }
    }

    @Override
    public void dropped(Stanza stanza) {
        events.add("dropped " + stanza.getStanzaId());
    }

    @Override
    public void lost(Exception why) {
        events.add("lost " + why.getClass().getSimpleName());
    }

    String next() {
        try {
            String event = events.poll(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (event == null) {
                throw new AssertionError("nothing was told");
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    boolean isSilent() {
        return events.isEmpty();
    }
}
