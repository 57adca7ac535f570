package io.parley.http;

import io.vertx.core.Future;

/** Carries out one operation of the contract. What the future fails with becomes a problem answer: see {@link Problems}. */
@FunctionalInterface
public interface Operation {
    Future<Answer> handle(Call call);
}
