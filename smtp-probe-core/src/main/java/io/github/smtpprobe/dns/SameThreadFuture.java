/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A future whose steps run on the thread that completes it, even those that dnsjava would give to a thread pool. */
final class SameThreadFuture<T> extends CompletableFuture<T> {
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new SameThreadFuture<>();
    }

    @Override
    public Executor defaultExecutor() {
        return Runnable::run;
    }

    static <T> CompletableFuture<T> of(T value) {
        CompletableFuture<T> done = new SameThreadFuture<>();
        done.complete(value);
        return done;
    }

    static <T> CompletableFuture<T> failed(Throwable why) {
        CompletableFuture<T> done = new SameThreadFuture<>();
        done.completeExceptionally(why);
        return done;
    }
}
