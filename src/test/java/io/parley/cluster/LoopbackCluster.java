package io.parley.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.parley.support.FreePorts;
import java.util.List;

/** Two nodes' Hazelcast in one JVM, which find each other over loopback and nobody else. */
final class LoopbackCluster implements AutoCloseable {
    private final HazelcastInstance one;
    private final HazelcastInstance other;

    LoopbackCluster() {
        List<Integer> ports = FreePorts.take(2);
        List<String> members = ports.stream().map(port -> "127.0.0.1:" + port).toList();
        String name = "parley-" + ports.get(0); // of its own: a test run beside this one must not join
        one = start(name, ports.get(0), members);
        other = start(name, ports.get(1), members);
    }

    private static HazelcastInstance start(String name, int port, List<String> members) {
        Config config = new Config().setClusterName(name)
                .setProperty("hazelcast.logging.type", "slf4j")
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.shutdownhook.enabled", "false")
                .setProperty("hazelcast.socket.bind.any", "false")
                .setProperty("hazelcast.wait.seconds.before.join", "0")
                .setProperty("hazelcast.partition.count", "31");
        config.getNetworkConfig().setPort(port).setPortAutoIncrement(false).setPublicAddress("127.0.0.1:" + port)
                .getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(members);
        return Hazelcast.newHazelcastInstance(config);
    }

    HazelcastInstance one() {
        return one;
    }

    HazelcastInstance other() {
        return other;
    }

    @Override
    public void close() {
        one.getLifecycleService().terminate();
        other.getLifecycleService().terminate();
    }
}
