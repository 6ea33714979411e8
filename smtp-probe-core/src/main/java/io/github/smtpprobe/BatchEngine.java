/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.dispatch.Asked;
import io.github.smtpprobe.dispatch.Engine;
import io.github.smtpprobe.dispatch.Entrance;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.Cancellations;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.survey.DomainSurvey;

/**
 * The probes and surveys of one batch.
 *
 * @param wiring     what they share
 * @param neighbours what its surveys share beside it
 */
record BatchEngine(Wiring wiring, SurveyNeighbours neighbours) implements Engine {
    @Override
    public Probe prepare(BatchTarget target) {
        return target.survey().<Probe>map(this::survey).orElseGet(() -> probe(target.request()));
    }

    private Probe probe(ProbeRequest request) {
        return new BatchProbe(wiring.allowed(request.pipeliningUnlessLockStep()), wiring);
    }

    private Probe survey(DomainSurvey survey) {
        return new BatchSurvey(wiring.allowed(survey), neighbours);
    }

    private static final class BatchProbe implements Probe {
        private final Wiring wiring;
        private final Cancellation cancellation = new Cancellation();
        private final ProbeStart start;

        BatchProbe(ProbeRequest request, Wiring wiring) {
            this.wiring = wiring;
            this.start = new ProbeStart(request, wiring, cancellation);
        }

        @Override
        public Resolution lookUp() {
            return start.lookUpAhead();
        }

        @Override
        public Asked asksFirst() {
            return Asked.by(start.request());
        }

        @Override
        public Ended run(Entrance entrance) {
            return Ended.probed(new ProbeRun(ProbeRun.nextNumber(), start, wiring, entrance.asking(asksFirst())).run());
        }

        @Override
        public void cancel() {
            cancellation.cancel();
        }
    }

    private static final class BatchSurvey implements Probe {
        private final Cancellations cancellations = new Cancellations();
        private final SurveyRun run;

        BatchSurvey(DomainSurvey survey, SurveyNeighbours neighbours) {
            SurveyEvent.Source source = new SurveyEvent.Source(ProbeRun.nextNumber(), cancellations);
            this.run = new SurveyRun(
                    survey,
                    neighbours,
                    cancellations,
                    new SurveyListening(source, null, Deadline.after(survey.deadline(), Ticker.system())));
        }

        @Override
        public Resolution lookUp() {
            return run.lookUpAhead();
        }

        @Override
        public Asked asksFirst() {
            return run.first();
        }

        @Override
        public Ended run(Entrance entrance) {
            return Ended.surveyed(run.through(entrance).run());
        }

        @Override
        public void cancel() {
            cancellations.cancel();
        }
    }
}
