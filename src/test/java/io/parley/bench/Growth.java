package io.parley.bench;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What was measured of one connection as the users became more.
 *
 * @param warm       before anything counts
 * @param sizes      one for each size that was reached
 * @param users      who came in the end
 * @param byPassword first logins, for which the XMPP server hashes the password
 * @param bySecret   all other logins
 * @param comeback   of all, after the XMPP server's restart
 * @param idle       CPU used by all who are idle, in the end
 * @param idleFor    seconds
 * @param limit      descriptors that one process may have
 * @param stopped    why no more users came than did
 */
record Growth(Footprint warm, List<Footprint> sizes, int users, Entry byPassword, Entry bySecret, Entry comeback, Usage idle,
              double idleFor, long limit, Optional<String> stopped) {
    /** Users who came, in so many seconds, with so much CPU. */
    record Entry(int users, double seconds, Usage usage) {
        static final Entry NONE = new Entry(0, 0, new Usage(0, 0, 0));

        Entry and(Entry more) {
            return new Entry(users + more.users, seconds + more.seconds, usage.plus(more.usage));
        }

        double perSecond() {
            return users / seconds;
        }

        /** Milliseconds of Parley. */
        double parley() {
            return usage.parley() / users;
        }

        /** Milliseconds of the XMPP server. */
        double server() {
            return usage.server() / users;
        }
    }

    /** Over all sizes. */
    Line line(ToDoubleFunction<Footprint> value) {
        return Line.through(sizes, value);
    }
}
