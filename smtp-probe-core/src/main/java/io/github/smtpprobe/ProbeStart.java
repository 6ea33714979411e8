/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.plan.Allowance;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.resolve.TargetLookup;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.transport.Transport;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first part of a probe: the look-up of its target. In a batch it comes before the wait for a turn, and that wait does not
 * count against the deadline.
 */
final class ProbeStart {
    private final ProbeRequest request;
    private final Wiring wiring;
    private final Guard guard;
    private final Ticker ticker;
    private final TargetLookup lookup;
    private @Nullable Resolution found;
    private Duration most;
    private Duration spent = Duration.ZERO;

    ProbeStart(ProbeRequest request, Wiring wiring, Cancellation cancellation) {
        this.request = request;
        this.wiring = wiring;
        this.guard = new Guard(cancellation);
        this.most = request.deadline();
        this.ticker = guard.ticker(wiring.ticker());
        this.lookup = new TargetLookup(
                        request, wiring.network().resolver(), wiring.network().policy(), wiring.random())
                .limitedTo(wiring.network().limits().maxRoutes());
        if (namesAreLeft()) {
            lookup.leavingNames();
        }
    }

    /**
     * Whether the transport looks up the names of servers itself. A transport that cannot say so counts as one that does not.
     */
    private boolean namesAreLeft() {
        Optional<Road> road = wiring.network().road(request);
        Transport transport = wiring.network().transport();
        if (road.isPresent() || transport == Transport.sockets()) {
            return road.filter(Road::resolvesNames).isPresent();
        }
        if (wiring.network().limits().untrusted()) {
            return false; // the answer that it gave when it was set counts, whatever it would answer now
        }
        try {
            return guard.call(transport, Deadline.after(request.deadline(), ticker), transport::resolvesNames);
        } catch (ExtensionError bug) {
            guard.note(bug);
            return false;
        }
    }

    ProbeRequest request() {
        return request;
    }

    Guard guard() {
        return guard;
    }

    Ticker ticker() {
        return ticker;
    }

    TargetLookup lookup() {
        return lookup;
    }

    /** {@return how much of the deadline is used up} */
    Duration spent() {
        return spent;
    }

    /**
     * Limits the probe to the time of the larger task that it belongs to. The request itself stays the same, so that equal
     * requests can still be shared.
     */
    ProbeStart within(Duration limit) {
        most = limit;
        return this;
    }

    /** {@return what is left of the request's own time and of the larger task's time, whichever is less} */
    Duration left() {
        Duration own = request.deadline().minus(spent);
        return own.compareTo(most) < 0 ? own : most;
    }

    /** The deadline for names and connections; the rest of the probe's time is kept for the look-ups. */
    Deadline connecting(Deadline deadline) {
        Duration most = wiring.lookUps(guard).most(request.looksUpReverseNames());
        return deadline.sooner(Allowance.beforeLookUps(left(), most));
    }

    /** Looks the target up ahead of the rest of the probe, which may start much later. */
    Resolution lookUpAhead() {
        long start = ticker.nanos();
        Resolution resolution = resolution(connecting(Deadline.after(request.deadline(), ticker)));
        spent = Duration.ofNanos(Math.max(0, ticker.nanos() - start));
        return resolution;
    }

    /** What the look-up found. It is made now unless it was made earlier. */
    Resolution resolution(Deadline connecting) {
        Resolution resolution = found == null ? lookup.run(connecting, guard) : found;
        found = resolution;
        return resolution;
    }
}
