package io.parley.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Free ports on loopback. */
public final class FreePorts {
    // Below the range that outgoing connections take their ports from: in that range, a client that knocks at a server which is down
    // can be given the server's own port and connect to itself.
    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 32_000;

    private FreePorts() {
    }

    /** Different ports that nobody listens on now. */
    public static List<Integer> take(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            while (held.size() < count) {
                hold(ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST), held);
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            held.forEach(FreePorts::release);
        }
    }

    public static int one() {
        return take(1).get(0);
    }

    /** The first of so many ports in a row that nobody listens on now. */
    public static int inARow(int count) {
        while (true) {
            int first = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST - count);
            if (IntStream.range(first, first + count).allMatch(FreePorts::isFree)) {
                return first;
            }
        }
    }

    public static boolean isFree(int port) {
        List<ServerSocket> held = new ArrayList<>();
        hold(port, held);
        held.forEach(FreePorts::release);
        return !held.isEmpty();
    }

    private static void hold(int port, List<ServerSocket> held) {
        try {
            held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (IOException taken) {
            // somebody else's; the next number will do
        }
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
