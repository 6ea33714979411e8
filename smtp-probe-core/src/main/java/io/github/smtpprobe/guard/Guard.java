/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.guard;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The only way to call the caller's own code: a transport, resolver, policy, mechanism, token source, TLS manager, listener or
 * check. Whatever that code throws comes out as an {@link ExtensionError}. It is interrupted when the deadline passes or the
 * probe is cancelled. Our own interrupts are cleared afterwards; an interrupt from outside ends the probe, and its flag stays
 * set. Code that ignores interrupts cannot be stopped, since the thread belongs to the caller.
 *
 * <p>Only an Error of the JVM itself (out of memory, an internal error) is rethrown; a stack overflow is the code's own fault and
 * treated like any failure.
 */
public final class Guard {
    private static final int MOST_NOTES = 10;

    private final Cancellation cancellation;
    private final List<String> notes = new ArrayList<>();
    private final ApplicationTime applicationTime = new ApplicationTime();
    private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

    /**
     * A guard for one probe.
     *
     * @param cancellation ends the probe
     */
    public Guard(Cancellation cancellation) {
        this.cancellation = cancellation;
    }

    /** {@return what ends the probe} */
    public Cancellation cancellation() {
        return cancellation;
    }

    /**
     * Runs code of the caller's, unless the probe is cancelled.
     *
     * @param whose    the caller's object, for the message
     * @param deadline when to interrupt
     * @param code     calls it
     * @param <T>      what it gives
     * @return what it gave, never null
     * @throws ExtensionError if it threw anything, or gave null
     */
    public <T> T call(Object whose, Deadline deadline, Callable<T> code) throws ExtensionError {
        applicationTime.begins(deadline.ticker());
        try {
            return connect(whose, deadline, code);
        } catch (ExtensionError known) {
            throw known;
        } catch (IOException thrown) {
            throw ExtensionError.threw(whose, thrown);
        } finally {
            applicationTime.ended(whose, deadline.ticker());
        }
    }

    /**
     * Runs code whose IOExceptions are valid answers: a transport's or a connection's. Otherwise as {@link #call}.
     *
     * @param whose    the caller's object, for the message
     * @param deadline when to interrupt
     * @param code     calls it
     * @param <T>      what it gives
     * @return what it gave, never null
     * @throws IOException what it threw; an {@link ExtensionError} if that was not an IOException
     */
    public <T> T connect(Object whose, Deadline deadline, Callable<T> code) throws IOException {
        if (cancellation.cancelled()) {
            throw new ExtensionError(whose, "was not asked, since the probe was cancelled");
        }
        return run(whose, cancellation.interrupting(deadline, false), code);
    }

    /**
     * Runs code that is also called after a cancellation: code that closes, listens or judges.
     *
     * @param whose    the caller's object, for the message
     * @param deadline when to interrupt
     * @param code     calls it
     * @param <T>      what it gives
     * @return what it gave, never null
     * @throws ExtensionError if it threw anything, or gave null
     */
    public <T> T finish(Object whose, Deadline deadline, Callable<T> code) throws ExtensionError {
        applicationTime.begins(deadline.ticker());
        try {
            return run(whose, cancellation.interrupting(deadline, true), code);
        } catch (ExtensionError known) {
            throw known;
        } catch (IOException thrown) {
            throw ExtensionError.threw(whose, thrown);
        } finally {
            applicationTime.ended(whose, deadline.ticker());
        }
    }

    /** {@return how long the application's code took in total; a connection's time belongs to its peer, and does not count} */
    public Duration held() {
        return applicationTime.total();
    }

    /** {@return whether the application's code took more than half of the time since the first of it began} */
    public boolean heldMost() {
        return applicationTime.most();
    }

    /** {@return which code took how long, in words, the longest first} */
    public String heldBy() {
        return applicationTime.words();
    }

    /**
     * Runs code of the caller's on a short-lived daemon thread, because this thread cannot wait for it.
     *
     * @param code the code to run
     * @return whether it runs; false if a hundred such threads are stuck
     */
    public boolean elsewhere(Runnable code) {
        return Closer.run(code, loader);
    }

    /**
     * The caller's clock for this probe: it never runs backwards, and once it has thrown, time continues by the system's clock.
     *
     * @param given the caller's, or the system's
     * @return a clock for the probing thread
     */
    public Ticker ticker(Ticker given) {
        return given == Ticker.system() ? given : new GuardedTicker(given, this);
    }

    /**
     * Keeps a failure that does not determine the outcome of a step, so that it is not lost.
     *
     * @param failure a failure of code that the probe can do without
     */
    public void note(ExtensionError failure) {
        if (notes.size() < MOST_NOTES && !notes.contains(failure.what()) && !cancellation.cancelled()) {
            notes.add(failure.what());
        }
    }

    /** {@return the failures that determined no step's outcome, each once, in words} */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    private <T> T run(Object whose, Cancellation.Watch watch, Callable<T> code) throws IOException {
        boolean before = Thread.currentThread().isInterrupted() && !cancellation.interrupted();
        T value = null;
        Throwable thrown = null;
        try {
            value = code.call();
        } catch (Throwable any) {
            thrown = any; // interpreted below, once the thread's interrupt flag is right
        }
        boolean freed = watch.end();
        restore(before, freed, thrown instanceof InterruptedException);
        if (thrown != null) {
            throw freed && !given(thrown) ? ExtensionError.late(whose, thrown) : sorted(whose, thrown);
        }
        if (value == null) {
            throw new ExtensionError(whose, "returned null");
        }
        return value;
    }

    /**
     * Restores the interrupt flag. Our own interrupt is cleared, unless code around this call still has to see it; an interrupt
     * from outside stays set, and ends the probe.
     */
    private void restore(boolean before, boolean ours, boolean consumed) {
        Thread self = Thread.currentThread();
        boolean around = cancellation.interrupted();
        if (around || (before && ours) || (consumed && !ours)) {
            self.interrupt();
        } else if (ours) {
            Thread.interrupted();
        }
        if (!around && self.isInterrupted()) {
            cancellation.cancel();
        }
    }

    /**
     * Whether an exception is not a consequence of our interrupt: an error of the JVM, or a wait that ended by itself a little
     * late.
     */
    private static boolean given(Throwable thrown) {
        return thrown instanceof VirtualMachineError || thrown instanceof SocketTimeoutException;
    }

    private static IOException sorted(Object whose, Throwable thrown) {
        if (thrown instanceof VirtualMachineError broken && !(thrown instanceof StackOverflowError)) {
            throw broken;
        }
        return thrown instanceof IOException answer ? answer : ExtensionError.threw(whose, thrown);
    }
}
