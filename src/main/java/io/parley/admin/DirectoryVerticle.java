package io.parley.admin;

import io.parley.bus.Addresses;
import io.parley.bus.Bus;
import io.parley.bus.BusRecord;
import io.parley.bus.DirectoryCommand;
import io.parley.bus.DirectoryReply.User;
import io.parley.bus.DirectoryReply.Users;
import io.parley.bus.Done;
import io.parley.store.ProfileProperties;
import io.parley.store.UserDetail;
import io.parley.store.UserDetails;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Serves {@link Addresses#DIRECTORY}: the users of the domain, who belong to the XMPP server, with what is kept of them in SQL. */
public final class DirectoryVerticle extends VerticleBase {
    private static final Duration LISTING_MEMORY = Duration.ofSeconds(5);

    private final Bus bus;
    private final Supplier<Future<List<String>>> source;
    private final UserDetails details;
    private final ProfileProperties properties;
    private final InstantSource clock;
    private Bus.Serving serving;
    private UserListing listing;

    /** @param source lists the usernames, as {@link RegisteredUsers#list} does; it may answer on any thread */
    public DirectoryVerticle(Bus bus, Supplier<Future<List<String>>> source, UserDetails details, ProfileProperties properties,
                             InstantSource clock) {
        this.bus = bus;
        this.source = source;
        this.details = details;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        listing = new UserListing(this::usersOnOurLoop, clock, LISTING_MEMORY);
        serving = bus.serve(Addresses.DIRECTORY, this::answer);
        return serving.begun();
    }

    @Override
    public Future<?> stop() {
        return serving.end();
    }

    private Future<List<String>> usersOnOurLoop() {
        Promise<List<String>> promise = Promise.promise();
        source.get().onComplete(listed -> context.runOnContext(here -> promise.handle(listed)));
        return promise.future();
    }

    private Future<? extends BusRecord> answer(DirectoryCommand command) {
        if (command instanceof DirectoryCommand.PutProperty put) {
            return properties.put(put.user(), put.key(), put.value()).map(new Done());
        }
        if (command instanceof DirectoryCommand.RemoveProperty remove) {
            return properties.remove(remove.user(), remove.key()).map(new Done());
        }
        return search(((DirectoryCommand.SearchUsers) command).search());
    }

    private Future<Users> search(String search) {
        String part = search == null ? "" : search.strip().toLowerCase(Locale.ROOT);
        Future<Set<String>> matching = part.isEmpty() ? Future.succeededFuture(Set.of()) : details.matching(part);
        return listing.list().compose(users -> matching.map(named -> users.stream()
                        .filter(user -> user.toLowerCase(Locale.ROOT).contains(part) || named.contains(user)).toList()))
                .compose(users -> details.of(users).map(kept -> described(users, kept)));
    }

    /** A user without a name is called by the username. */
    private static Users described(List<String> users, Map<String, UserDetail> details) {
        return new Users(users.stream().map(user -> {
            UserDetail kept = details.getOrDefault(user, UserDetail.NONE);
            return new User(user, kept.name() == null || kept.name().isBlank() ? user : kept.name(), kept.email(), kept.properties());
        }).toList());
    }
}
