package io.parley.bus;

/** Asks how this node is: {@link Done}, or 503 {@code not-alive} or {@code not-ready} with what fails. */
public record HealthAsk(Aspect aspect) implements BusRecord {
    /** What is asked for: LIVENESS and READINESS are all of their kind together. */
    public enum Aspect { LIVENESS, DEADLOCK, PROPERTIES, READINESS, SERVER, CLUSTER, PLUGINS, CONNECTIONS }
}
