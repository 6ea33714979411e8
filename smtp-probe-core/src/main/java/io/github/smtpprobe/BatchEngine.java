/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.dispatch.Engine;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.session.Admission;

/**
 * The probes of one batch.
 *
 * @param wiring what they share
 */
record BatchEngine(Wiring wiring) implements Engine {
    @Override
    public Probe prepare(ProbeRequest request) {
        return new BatchProbe(wiring.allowed(request), wiring);
    }

    private static final class BatchProbe implements Probe {
        private final Wiring wiring;
        private final Cancellation cancellation = new Cancellation();
        private final Beginning beginning;

        BatchProbe(ProbeRequest request, Wiring wiring) {
            this.wiring = wiring;
            this.beginning = new Beginning(request, wiring, cancellation);
        }

        @Override
        public Resolution lookUp() {
            return beginning.lookUpAhead();
        }

        @Override
        public ProbeReport run(Admission admission) {
            return new ProbeRun(ProbeRun.nextNumber(), beginning, wiring, admission).run();
        }

        @Override
        public void cancel() {
            cancellation.cancel();
        }
    }
}
