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
 * @param repeated   logins that failed at first
 * @param connected  users whose connection to the XMPP server was there when they had been idle
 * @param byPassword first logins, for which the XMPP server hashes the password
 * @param bySecret   all other logins, by size
 * @param comeback   of all, after the XMPP server's restart; none where no more users came than did
 * @param idle       CPU used by all who are idle, in the end
 * @param idleFor    seconds
 * @param limit      descriptors that one process may have
 * @param stopped    why no more users came than did
 */
record Growth(Footprint warm, List<Footprint> sizes, int users, int repeated, int connected, Entry byPassword, List<Entry> bySecret,
              Optional<Entry> comeback, Usage idle, double idleFor, long limit, Optional<String> stopped) {
    /** Users who came, in so many seconds, with so much CPU. */
    record Entry(int users, double seconds, Usage usage) {
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

    Entry allBySecret() {
        return bySecret.stream().reduce(Entry::and).orElseThrow();
    }

    /** Over all sizes. */
    Line line(ToDoubleFunction<Footprint> value) {
        return Line.through(sizes, value);
    }
}
