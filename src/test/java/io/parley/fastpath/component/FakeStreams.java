package io.parley.fastpath.component;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/** Streams without a server: a test lets them in, reads what was sent, and answers. */
final class FakeStreams implements ComponentStream.Factory {
    static final class Fake implements ComponentStream {
        final String domain;
        final Listener listener;
        final Promise<Void> opening = Promise.promise();
        final List<Element> sent = new ArrayList<>();
        boolean closed;

        Fake(String domain, Listener listener) {
            this.domain = domain;
            this.listener = listener;
        }

        @Override
        public Future<Void> open() {
            return opening.future();
        }

        @Override
        public void send(Element stanza) {
            ElementWriter.write(stanza);
            sent.add(stanza);
        }

        @Override
        public Future<Void> close() {
            closed = true;
            return Future.succeededFuture();
        }

        Element last() {
            return sent.get(sent.size() - 1);
        }

        void arrive(String xml) {
            try {
                listener.received(new ElementReader().read(xml));
            } catch (XMLStreamException e) {
                throw new IllegalArgumentException(e);
            }
        }

        /** Answers the last question with this inside. */
        void answer(String inside) {
            Element asked = last();
            arrive("<iq type='result' id='%s' from='%s' to='%s'>%s</iq>"
                    .formatted(asked.get("id"), asked.get("to"), asked.get("from"), inside));
        }

        void refuse(String condition) {
            Element asked = last();
            arrive("<iq type='error' id='%s' from='%s' to='%s'><error type='cancel'><%s xmlns='%s'/></error></iq>"
                    .formatted(asked.get("id"), asked.get("to"), asked.get("from"), condition, Namespaces.STANZA_ERROR));
        }
    }

    final List<Fake> made = new ArrayList<>();

    @Override
    public ComponentStream stream(String domain, ComponentStream.Listener listener) {
        Fake fake = new Fake(domain, listener);
        made.add(fake);
        return fake;
    }

    Fake newest(String domain) {
        return made.stream().filter(fake -> fake.domain.equals(domain)).reduce((first, second) -> second).orElseThrow();
    }

    long count(String domain) {
        return made.stream().filter(fake -> fake.domain.equals(domain)).count();
    }
}
