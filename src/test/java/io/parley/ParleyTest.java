package io.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Addresses;
import io.parley.bus.Bus;
import io.parley.bus.BusMetrics;
import io.parley.bus.DirectoryCommand;
import io.parley.bus.DirectoryReply;
import io.parley.bus.Done;
import io.parley.bus.ProblemException;
import io.parley.config.Config;
import io.parley.config.ConfigLoader;
import io.parley.config.LiveConfig;
import io.parley.config.StartFailure;
import io.parley.ops.Listening;
import io.parley.ops.Registry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParleyTest {
    @TempDir
    Path directory;
    private final Vertx vertx = Vertx.vertx();
    private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();

    @AfterEach
    void end() {
        await(vertx.close());
    }

    @Test
    void itStartsOnFreePortsServesTheDirectoryAndIsReadyAsFarAsItsServersAre() throws IOException {
        try (ServerSocket xmpp = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Parley parley = await(Parley.start(vertx, config(xmpp.getLocalPort())));
            WebClient client = WebClient.create(vertx);
            assertEquals(200, await(client.get(parley.managementPort(), "127.0.0.1", "/health/ready").send()).statusCode());

            Bus bus = new Bus(vertx, Duration.ofSeconds(10), BusMetrics.NONE);
            await(bus.request(Addresses.DIRECTORY, new DirectoryCommand.PutProperty("alice", "city", "Vienna"), Done.class));
            Future<DirectoryReply.Users> search = bus.request(Addresses.DIRECTORY, new DirectoryCommand.SearchUsers(null),
                    DirectoryReply.Users.class);
            assertEquals("directory-unsupported", assertThrows(ProblemException.class, () -> await(search)).problem().code());

            xmpp.close();
            assertEquals(503, await(client.get(parley.managementPort(), "127.0.0.1", "/health/ready").send()).statusCode());
            await(parley.close());
        }
    }

    @Test
    void partsStartInOrderAndStopInReverse() {
        Parts parts = ground -> List.of(part("sessions", null), part("http", null));
        Parley parley = await(Parley.start(vertx, LiveConfig.fixed(config(1)), Clock.systemUTC(), new Registry(), Optional.empty(), parts));
        await(parley.close());
        assertEquals(List.of("sessions starts", "http starts", "http stops", "sessions stops"), List.copyOf(told));
        await(parley.close()); // again is no harm
    }

    @Test
    void whatWasStartedIsStoppedWhenALaterPartFails() {
        Parts parts = ground -> List.of(part("sessions", null), part("http", new IllegalStateException("no luck")), part("never", null));
        Future<Parley> starting = Parley.start(vertx, LiveConfig.fixed(config(1)), Clock.systemUTC(), new Registry(),
                Optional.empty(), parts);
        assertEquals("no luck", assertThrows(IllegalStateException.class, () -> await(starting)).getMessage());
        assertEquals(List.of("sessions starts", "http starts", "sessions stops"), List.copyOf(told));
    }

    @Test
    void aTakenPortIsToldInOneSentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Config config = new ConfigLoader(Map.of("PARLEY_DATA_DIRECTORY", directory.toString(),
                    "PARLEY_MANAGEMENT_PORT", String.valueOf(taken.getLocalPort()))).load();
            Future<Parley> starting = Parley.start(vertx, config);
            StartFailure failure = assertThrows(StartFailure.class, () -> await(starting));
            assertEquals("port " + taken.getLocalPort() + " on 127.0.0.1 is taken", failure.getMessage());
        }
    }

    @Test
    void severalInstancesShareOneFreePort() {
        Listening listening = new Listening("127.0.0.1", 0, Listening.API);
        ConcurrentLinkedQueue<Integer> ports = new ConcurrentLinkedQueue<>();
        Parts parts = ground -> List.of(new Part("http", 3, () -> new VerticleBase() {
            @Override
            public Future<?> start() {
                return listening.start(vertx.createHttpServer().requestHandler(request -> request.response().end())).onSuccess(ports::add);
            }
        }));
        Parley parley = await(Parley.start(vertx, LiveConfig.fixed(config(1)), Clock.systemUTC(), new Registry(), Optional.empty(), parts));
        assertEquals(3, ports.size());
        assertEquals(1, ports.stream().distinct().count());
        assertTrue(ports.peek() > 0);
        await(parley.close());
    }

    private Part part(String name, RuntimeException failure) {
        return new Part(name, 1, () -> new VerticleBase() {
            @Override
            public Future<?> start() {
                told.add(name + " starts");
                return failure == null ? Future.succeededFuture() : Future.failedFuture(failure);
            }

            @Override
            public Future<?> stop() {
                told.add(name + " stops");
                return Future.succeededFuture();
            }
        });
    }

    private Config config(int xmppPort) {
        return new ConfigLoader(Map.of("PARLEY_DATA_DIRECTORY", directory.toString(), "PARLEY_HTTP_PORT", "0",
                "PARLEY_MANAGEMENT_PORT", "0", "PARLEY_XMPP_PORT", String.valueOf(xmppPort), "PARLEY_XMPP_PASSWORDLESS", "none")).load();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer in time", e);
        }
    }
}
