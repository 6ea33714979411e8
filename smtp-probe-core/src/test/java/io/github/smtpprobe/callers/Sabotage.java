/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.callers;

import com.example.bugs.Bugs;
import com.example.bugs.Bugs.Bug;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Patience;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A misdeed at one place of the caller's code; at all others that code is honest. */
public final class Sabotage {
    public static final String CANARY = "canary-in-a-message " + DialogueFile.PASSWORD;

    /** What code can do instead of its work. */
    public enum Misdeed {
        THROWS_RUNTIME,
        THROWS_UNDECLARED,
        THROWS_A_THROWABLE,
        OVERFLOWS_THE_STACK,
        LACKS_A_CLASS,
        ASSERTS,
        RETURNS_NULL,
        RETURNS_NONSENSE,
        CANCELS,
        PROBES_AGAIN,
        INTERRUPTS_ITSELF,
        WAITS_AND_THROWS,
        WAITS_AND_RETURNS;

        public boolean waits() {
            return this == WAITS_AND_THROWS || this == WAITS_AND_RETURNS;
        }

        public boolean throwsSomething() {
            return compareTo(ASSERTS) <= 0 || this == WAITS_AND_THROWS;
        }

        public boolean fails() {
            return compareTo(RETURNS_NULL) <= 0;
        }
    }

    private final String place;
    private final Misdeed misdeed;
    private final CountDownLatch reached = new CountDownLatch(1);
    private Runnable cancel = () -> {};
    private Runnable again = () -> {};

    public Sabotage(String place, Misdeed misdeed) {
        this.place = place;
        this.misdeed = misdeed;
    }

    /** What cancelling and probing again mean. */
    public void means(Runnable cancelling, Runnable probingAgain) {
        cancel = cancelling;
        again = probingAgain;
    }

    public boolean reached() {
        return reached.getCount() == 0;
    }

    /** Waits until the misdeed begins; false if it does not. */
    public boolean awaitReached() throws InterruptedException {
        return reached.await(Patience.SECONDS, TimeUnit.SECONDS);
    }

    /** The honest answer, unless the misdeed belongs here. */
    public <T extends @Nullable Object> T at(String here, Supplier<T> honest, Supplier<T> nonsense) {
        if (!here.equals(place)) {
            return honest.get();
        }
        reached.countDown();
        return commit(honest, nonsense);
    }

    @SuppressWarnings("NullAway")
    private <T extends @Nullable Object> T commit(Supplier<T> honest, Supplier<T> nonsense) {
        switch (misdeed) {
            case THROWS_RUNTIME -> throw undeclared(Bug.RUNTIME.with(CANARY));
            case THROWS_UNDECLARED -> throw undeclared(Bug.UNDECLARED.with(CANARY));
            case THROWS_A_THROWABLE -> throw undeclared(Bug.THROWABLE.with(CANARY));
            case OVERFLOWS_THE_STACK -> throw undeclared(Bug.STACK.with(CANARY));
            case LACKS_A_CLASS -> throw undeclared(Bug.MISSING_CLASS.with(CANARY));
            case ASSERTS -> throw undeclared(Bug.ASSERTION.with(CANARY));
            case RETURNS_NULL -> {
                return null;
            }
            case RETURNS_NONSENSE -> {
                return nonsense.get();
            }
            case CANCELS -> cancel.run();
            case PROBES_AGAIN -> again.run();
            case INTERRUPTS_ITSELF -> Thread.currentThread().interrupt();
            case WAITS_AND_THROWS -> Bugs.hangAndThrow(CANARY);
            case WAITS_AND_RETURNS -> hang();
        }
        return honest.get();
    }

    private static void hang() {
        try {
            Bugs.hang();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("unchecked")
    public static <X extends Throwable> RuntimeException undeclared(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
