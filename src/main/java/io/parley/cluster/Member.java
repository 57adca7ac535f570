package io.parley.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.XmlConfigBuilder;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import io.parley.config.Config;
import io.parley.config.StartFailure;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** This node as a member of Hazelcast's cluster: whom it reaches, and what all share. */
public final class Member {
    /** A Hazelcast configuration of the operator's own. */
    public static final String FILE = "parley.hazelcast";
    /** By this Vert.x knows its nodes. */
    private static final String NODE_ID = "__vertx.nodeId";

    private final String id;
    private final HazelcastInstance hazelcast;

    private Member(String id, HazelcastInstance hazelcast) {
        this.id = id;
        this.hazelcast = hazelcast;
    }

    /**
     * Looks for the other nodes and joins them, or is the first. Blocks for some seconds.
     *
     * @param id of this life of the node
     * @throws StartFailure when it cannot listen at its address
     */
    public static Member join(Config.Cluster settings, String id) {
        try {
            return new Member(id, Hazelcast.newHazelcastInstance(configuration(settings, id)));
        } catch (IOException e) {
            throw new StartFailure("-D" + FILE + " cannot be read: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new StartFailure("The cluster cannot be joined on " + settings.host() + ":" + settings.port() + ": " + e.getMessage()
                    + " (see cluster.host and cluster.port)", e);
        }
    }

    private static com.hazelcast.config.Config configuration(Config.Cluster settings, String id) throws IOException {
        com.hazelcast.config.Config config;
        try (InputStream file = open()) {
            config = new XmlConfigBuilder(file).build();
        }
        config.setClusterName(settings.name());
        config.getMemberAttributeConfig().setAttribute(NODE_ID, id);
        network(config.getNetworkConfig(), settings);
        return config;
    }

    private static InputStream open() throws IOException {
        String file = System.getProperty(FILE);
        return file != null ? new FileInputStream(file)
                : Objects.requireNonNull(Member.class.getResourceAsStream("/hazelcast.xml"), "conf/hazelcast.xml is in the JAR");
    }

    private static void network(NetworkConfig network, Config.Cluster settings) {
        network.setPort(settings.port()).setPublicAddress(settings.host() + ":" + settings.port());
        network.getInterfaces().setEnabled(true).addInterface(settings.host());
        JoinConfig join = network.getJoin();
        switch (settings.join()) {
            case MEMBERS -> join.getTcpIpConfig().setEnabled(true).setMembers(settings.members());
            case MULTICAST -> join.getMulticastConfig().setEnabled(true);
            case KUBERNETES -> join.getKubernetesConfig().setEnabled(true)
                    .setProperty("service-dns", settings.kubernetesService().orElseThrow())
                    .setProperty("service-port", Integer.toString(settings.port()));
        }
    }

    public String id() {
        return id;
    }

    HazelcastInstance hazelcast() {
        return hazelcast;
    }

    /** For Vert.x, which leaves starting and stopping to us. */
    public io.vertx.core.spi.cluster.ClusterManager manager() {
        return new io.vertx.spi.cluster.hazelcast.HazelcastClusterManager(hazelcast);
    }

    /** The ids of all nodes within reach, this one among them. */
    Set<String> reached() {
        return hazelcast.getCluster().getMembers().stream().map(member -> member.getAttribute(NODE_ID)).filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether every entry of the shared maps has its copy on another node, so that one may die. Blocks for a moment. */
    boolean isSafe() {
        return hazelcast.getPartitionService().isClusterSafe();
    }

    /**
     * Tells of changes, on a thread of Hazelcast's.
     *
     * @param changed a member came or went
     * @param merged  this node has been on the smaller side of a partition, and has thrown away what it had of the clustered maps
     */
    void listen(Runnable changed, Runnable merged) {
        hazelcast.getCluster().addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {
                changed.run();
            }

            @Override
            public void memberRemoved(MembershipEvent event) {
                changed.run();
            }
        });
        hazelcast.getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleEvent.LifecycleState.MERGED) {
                merged.run();
            }
        });
    }

    /** Leaves, handing on what it keeps for the others. Blocks for some seconds. */
    public void leave() {
        hazelcast.shutdown();
    }

    /** Is gone at once: what it keeps counts no more. */
    public void vanish() {
        hazelcast.getLifecycleService().terminate();
    }
}
