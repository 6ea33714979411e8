/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.testkit.VirtualTicker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Targets that wait for their turn, in virtual time. */
final class Crowd {
    private static final Engine.Probe NONE = new Engine.Probe() {
        @Override
        public Resolution lookUp() {
            throw new UnsupportedOperationException("nothing is probed here");
        }

        @Override
        public Asked asksFirst() {
            throw new UnsupportedOperationException("nothing is probed here");
        }

        @Override
        public Engine.Ended run(Entrance entrance) {
            throw new UnsupportedOperationException("nothing is probed here");
        }

        @Override
        public void cancel() {}
    };

    private final VirtualTicker ticker = new VirtualTicker();
    private long numbers;

    VirtualTicker ticker() {
        return ticker;
    }

    void enter(Permits permits, String operator, String address) {
        enter(permits, ++numbers, operator, address);
    }

    void enter(Permits permits, long number, String operator, String address) {
        BatchTarget target = BatchTarget.of(ProbeRequest.to("192.0.2.1", 25).build());
        Job job = new Job(new Source.Numbered(number, target), false, NONE);
        Party party = new Party(operator, address);
        job.party(party);
        permits.enter(job, party);
    }

    /** Those whose turn it is; each connects at once. */
    static List<Long> startable(Permits permits) {
        List<Long> numbers = new ArrayList<>();
        for (Optional<Permits.Turn> turn = permits.next(); turn.isPresent(); turn = permits.next()) {
            permits.begun(turn.get().permit());
            numbers.add(turn.get().job().number());
        }
        return numbers;
    }
}
