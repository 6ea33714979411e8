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
     * Runs code whose IOExceptions are answers: a transport's or a connection's. All else is as in {@link #call}.
     *
     * @param whose    the caller's object, for the message
     * @param deadline when to interrupt
     * @param code     calls it
     * @param <T>      what it gives
     * @return what it gave, never null
     * @throws IOException what it threw, an {@link ExtensionError} if that was no IOException
     */
    public <T> T connect(Object whose, Deadline deadline, Callable<T> code) throws IOException {
        if (cancellation.cancelled()) {
            throw new ExtensionError(whose, "was not asked, since the probe was cancelled");
        }
        return run(whose, cancellation.interrupting(deadline, false), code);
    }

    /**
     * Runs code that has its turn also after a cancel: what closes, what listens, what judges.
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

    /** {@return how long code of the application's took in all; a connection's time is its peer's, and not in it} */
    public Duration held() {
        return applicationTime.total();
    }

    /** {@return whether code of the application's took more than half of the time that went by since the first of it began} */
    public boolean heldMost() {
        return applicationTime.most();
    }

    /** {@return whose code took how long, in words, the longest first} */
    public String heldBy() {
        return applicationTime.words();
    }

    /**
     * Runs code of the caller's on a short-lived daemon thread, because nobody here can wait for it.
     *
     * @param code to run
     * @return whether it runs; not if a hundred of its kind are stuck
     */
    public boolean elsewhere(Runnable code) {
        return Closer.run(code, loader);
    }

    /**
     * The caller's clock as this probe sees it: it never runs backwards, and once it has thrown, time goes on by the system's.
     *
     * @param given the caller's, or the system's
     * @return a clock for the probing thread
     */
    public Ticker ticker(Ticker given) {
        return given == Ticker.system() ? given : new GuardedTicker(given, this);
    }

    /**
     * Keeps a failure that no step ends in, so that it is not lost.
     *
     * @param failure of code that the probe can do without
     */
    public void note(ExtensionError failure) {
        if (notes.size() < MOST_NOTES && !notes.contains(failure.what()) && !cancellation.cancelled()) {
            notes.add(failure.what());
        }
    }

    /** {@return the failures that no step ends in, each once, in words} */
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
            thrown = any; // sorted below, once the thread's flag is what it should be
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

    /** Ours goes, unless somebody around this code has yet to see it; another's stays and ends the probe. */
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

    /** What is no consequence of our interrupt: an error of the machine, and a wait that ended by itself, a little late. */
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
