package io.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A network that a test can split: each place a network namespace on a wire of its own to a hub, which carries what goes between them, or
 * lets it vanish without a word, as a broken switch does. This machine has a wire to the hub too, and nobody else has. Needs root.
 */
public final class SplitNetwork implements AutoCloseable {
    private static final int NETS = 254;

    private final String name;
    private final String net;
    private final int places;
    private final List<List<String>> walls = new ArrayList<>();
    private final Thread lastResort = new Thread(this::remove);

    private SplitNetwork(int number, int places) {
        this.name = "parley-" + number;
        this.net = "10.213." + number + ".";
        this.places = places;
    }

    /** Whether this machine lets its user make such a network. */
    public static boolean isPossible() {
        return "root".equals(System.getProperty("user.name"))
                && Stream.of("/usr/sbin/ip", "/sbin/ip").map(Path::of).anyMatch(Files::isExecutable)
                && outcome("ip", "netns", "add", "parley-probe").isEmpty() && outcome("ip", "netns", "del", "parley-probe").isEmpty();
    }

    /** A sound one with so many places. */
    public static SplitNetwork of(int places) {
        SplitNetwork network = new SplitNetwork(1 + ThreadLocalRandom.current().nextInt(NETS), places);
        // a build that is cancelled must not leave networks behind
        Runtime.getRuntime().addShutdownHook(network.lastResort);
        network.make();
        return network;
    }

    private void make() {
        run("ip", "netns", "add", name);
        run("ip", "netns", "exec", name, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
        run("ip", "link", "add", name, "type", "veth", "peer", "name", "outside", "netns", name);
        wire(0, "outside");
        run("ip", "addr", "add", end(0) + "/30", "dev", name);
        run("ip", "link", "set", name, "up");
        run("ip", "route", "add", net + "0/24", "via", hub(0));
        IntStream.range(0, places).forEach(this::makePlace);
    }

    private void makePlace(int place) {
        String space = space(place);
        run("ip", "netns", "add", space);
        run("ip", "-n", name, "link", "add", "place" + place, "type", "veth", "peer", "name", "eth0", "netns", space);
        wire(place + 1, "place" + place);
        run("ip", "-n", space, "addr", "add", end(place + 1) + "/30", "dev", "eth0");
        run("ip", "-n", space, "link", "set", "lo", "up");
        run("ip", "-n", space, "link", "set", "eth0", "up");
        run("ip", "-n", space, "route", "add", "default", "via", hub(place + 1));
    }

    /** The hub's end of a wire. */
    private void wire(int number, String link) {
        run("ip", "-n", name, "addr", "add", hub(number) + "/30", "dev", link);
        run("ip", "-n", name, "link", "set", link, "up");
    }

    private String space(int place) {
        return name + "-" + place;
    }

    private String hub(int wire) {
        return net + (4 * wire + 1);
    }

    private String end(int wire) {
        return net + (4 * wire + 2);
    }

    /** Where this machine is reached from the places. */
    public String outside() {
        return end(0);
    }

    public List<NodePlace> places() {
        return IntStream.range(0, places)
                .mapToObj(place -> new NodePlace(end(place + 1), List.of("ip", "netns", "exec", space(place)))).toList();
    }

    /** Nothing comes through between these two any more; both still reach everybody else. */
    public void cut(int one, int other) {
        wall(end(one + 1), end(other + 1));
    }

    /** The place is cut off from everything. */
    public void isolate(int one) {
        wall(end(one + 1), net + "0/24");
    }

    private void wall(String one, String other) {
        wallFrom(one, other);
        wallFrom(other, one);
    }

    private void wallFrom(String from, String to) {
        List<String> wall = List.of("from", from, "to", to, "blackhole");
        ip("rule", "add", wall);
        walls.add(wall);
    }

    /** Everything comes through again. */
    public void heal() {
        walls.forEach(wall -> ip("rule", "del", wall));
        walls.clear();
    }

    private void ip(String what, String how, List<String> rest) {
        run(Stream.concat(Stream.of("ip", "-n", name, what, how), rest.stream()).toArray(String[]::new));
    }

    @Override
    public void close() {
        remove();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    /** The wires go with them. */
    private void remove() {
        IntStream.range(0, places).forEach(place -> outcome("ip", "netns", "del", space(place)));
        outcome("ip", "netns", "del", name);
    }

    private static void run(String... command) {
        String wrong = outcome(command);
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(String.join(" ", command) + ": " + wrong);
        }
    }

    /** Empty when it went well. */
    private static String outcome(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int status = process.waitFor();
            return status == 0 ? "" : "ended with " + status + ", " + said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
