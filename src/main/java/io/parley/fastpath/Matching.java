package io.parley.fastpath;

import io.parley.fastpath.routing.Candidate;
import io.parley.fastpath.routing.Routing;
import io.parley.fastpath.routing.Wishes;
import io.parley.flow.OneByOne;
import io.parley.store.DuplicateRow;
import io.parley.store.fastpath.Experts.Eligible;
import io.parley.store.fastpath.Offers.Refusal;
import io.parley.store.fastpath.RequestRow;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** First come, first served: offers those who wait, in order, to those who are free, until nobody is free or nobody fits. */
final class Matching {
    private static final int PAGE = 50;

    private final Tables tables;
    private final Offering offering;
    private final Consumer<String> wake;

    Matching(Tables tables, Offering offering, Consumer<String> wake) {
        this.tables = tables;
        this.offering = offering;
        this.wake = wake;
    }

    /** @return when somebody may be offered what they may not be offered now */
    Future<Long> match(Workgroup workgroup, long now) {
        return tables.ask(client -> tables.experts().eligible(client, workgroup.name())).compose(experts -> {
            Pass pass = new Pass(workgroup, now, experts.stream().filter(Eligible::hasPlace).collect(Collectors.toCollection(ArrayList::new)));
            return pass.page(-1);
        });
    }

    /** One walk along the queue. */
    private final class Pass {
        private final Workgroup workgroup;
        private final long now;
        private final List<Eligible> free;
        private long due = Dispatcher.NEVER;

        Pass(Workgroup workgroup, long now, List<Eligible> free) {
            this.workgroup = workgroup;
            this.now = now;
            this.free = free;
        }

        private Future<Long> page(long after) {
            if (free.isEmpty()) {
                return Future.succeededFuture(due);
            }
            return tables.ask(client -> tables.requests().unoffered(client, workgroup.name(), after, PAGE))
                    .compose(waiting -> refusals(waiting).compose(refused -> all(waiting, refused))
                            .compose(done -> waiting.size() < PAGE ? Future.succeededFuture(due)
                                    : page(waiting.get(waiting.size() - 1).seq())));
        }

        private Future<Map<String, List<Refusal>>> refusals(List<RequestRow> waiting) {
            return tables.ask(client -> tables.offers().refusals(client, waiting.stream().map(RequestRow::id).toList()))
                    .map(all -> all.stream().collect(Collectors.groupingBy(Refusal::requestId)));
        }

        private Future<Void> all(List<RequestRow> waiting, Map<String, List<Refusal>> refused) {
            return OneByOne.each(waiting, request -> one(request, refused.getOrDefault(request.id(), List.of())));
        }

        private Future<Void> one(RequestRow request, List<Refusal> refused) {
            List<Candidate> candidates = candidates(request, refused);
            if (candidates.isEmpty()) {
                return Future.succeededFuture();
            }
            Wishes wishes = Wishes.of(new JsonObject(request.metaData()));
            long skillsUntil = request.askedAt() + workgroup.skillTimeout().toMillis();
            List<String> chosen = Routing.choose(workgroup.strategy(), wishes, now < skillsUntil, candidates);
            if (chosen.isEmpty()) {
                if (!wishes.skills().isEmpty() && now < skillsUntil) {
                    due = Math.min(due, skillsUntil);
                }
                return Future.succeededFuture();
            }
            return offering.make(request, workgroup, chosen).<Void>map(made -> {
                if (made) {
                    free.removeIf(expert -> chosen.contains(expert.username()));
                }
                return null;
            }).recover(failure -> DuplicateRow.is(failure) ? somebodyWasFaster() : Future.failedFuture(failure));
        }

        /** Another workgroup has offered this expert something since they were found free: who is free is asked anew. */
        private Future<Void> somebodyWasFaster() {
            free.clear();
            wake.accept(workgroup.name());
            return Future.succeededFuture();
        }

        /** Nobody answers their own question. */
        private List<Candidate> candidates(RequestRow request, List<Refusal> refused) {
            List<Candidate> candidates = new ArrayList<>();
            for (Eligible expert : free) {
                if (expert.username().equals(request.username())) {
                    continue;
                }
                long until = refused.stream().filter(one -> one.expert().equals(expert.username())).mapToLong(Refusal::until).max().orElse(0);
                if (until <= now) {
                    candidates.add(new Candidate(expert.username(), expert.chats(), expert.lastOffer(), expert.lastChatEnd(), until > 0,
                            expert.skills()));
                } else {
                    due = Math.min(due, until);
                }
            }
            return candidates;
        }
    }
}
