package io.parley.bench;

/** CPU used, in milliseconds of all cores: by Parley, by the XMPP server, by this load generator. */
record Usage(double parley, double server, double generator) {
    Usage plus(Usage more) {
        return new Usage(parley + more.parley, server + more.server, generator + more.generator);
    }

    Usage since(Usage before) {
        return new Usage(parley - before.parley, server - before.server, generator - before.generator);
    }
}
