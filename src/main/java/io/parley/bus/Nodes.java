package io.parley.bus;

import io.vertx.core.Future;
import java.util.function.BiConsumer;

/** This node among the others. May be asked on any thread. */
public interface Nodes {
    /** This node's id, new for each of its lives. */
    String self();

    /** As agreed on last. */
    View view();

    /**
     * Whether what this node sees of the others is what all have agreed on. While it is not, some of them may have gone, or this node
     * itself: nothing is begun then that only one of them may have.
     */
    boolean settled();

    /** Whether this node is about to leave the others. */
    boolean stops();

    /** Whether this node is a member still, by the word of the database now; where that cannot be had, it may well not be. Never fails. */
    Future<Boolean> confirmed();

    /**
     * Whether this node may go on with what it has: the database says that it is a member, or it cannot be asked, and nothing else speaks
     * against it. Never fails.
     */
    Future<Boolean> goesOn();

    /** Tells of every change, the view before and the one now, on the context of whoever listens, in order. */
    Listening onView(BiConsumer<View, View> listener);

    /** Ends the listening. */
    interface Listening {
        void end();
    }
}
