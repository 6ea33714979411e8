/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.route.MailResolver.Status;
import io.github.smtpprobe.route.ResolvedHost;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * Finds the exchanger of a domain, with a probe that is not allowed to connect to anything: its report contains what DNS says
 * and, if that leads to no host, why.
 */
final class MxLookup extends RichAsyncFunction<String, Resolved> {
    private static final long serialVersionUID = 1;

    /** More of a line that is no domain would only make its row long: no domain has half as many characters. */
    private static final int LONGEST = 1_000;

    private final Probes probes;
    private final Limits limits;
    private final OperatorRule operators;

    private transient SmtpProbe probe;
    private transient ExecutorService threads;
    private transient Counter malformed;

    @SuppressWarnings("NullAway.Init") // open() is a worker's constructor
    MxLookup(Probes probes, Limits limits, OperatorRule operators) {
        this.probes = probes;
        this.limits = limits;
        this.operators = operators;
    }

    @Override
    public void open(OpenContext context) {
        probe = probes.make().toBuilder().addressPolicy(AddressPolicy.only()).build();
        threads = Executors.newFixedThreadPool(limits.inFlight());
        malformed = getRuntimeContext().getMetricGroup().counter("malformed");
    }

    @Override
    public void asyncInvoke(String domain, ResultFuture<Resolved> result) {
        ProbeRequest request;
        try {
            request = ProbeRequest.toMxOf(domain).deadline(limits.deadline()).build();
        } catch (InvalidRequest wrong) {
            malformed.inc();
            result.complete(List.of(nobody(shortened(domain), "malformed", String.valueOf(wrong.getMessage()))));
            return;
        }
        threads.execute(() -> {
            Resolved resolved = resolved(domain, request);
            if (!threads.isShutdown()) {
                result.complete(List.of(resolved));
            }
        });
    }

    /** Usually the deadline of the look-up ends it earlier; this is for an overloaded machine. */
    @Override
    public void timeout(String domain, ResultFuture<Resolved> result) {
        result.complete(List.of(nobody(domain, "unresolved", "The look-up did not end in time.")));
    }

    private Resolved resolved(String domain, ProbeRequest request) {
        try {
            return resolved(domain, probe.probe(request));
        } catch (RuntimeException | Error bug) { // it costs this row, not the job
            return nobody(domain, "broken", bug.toString());
        }
    }

    private Resolved resolved(String domain, ProbeReport report) {
        return report.resolution().hosts().stream()
                .filter(host -> host.status() == Status.FOUND)
                .map(ResolvedHost::name)
                .map(host -> new Resolved(
                        new Candidate(domain, host, Objects.requireNonNull(operators.operator(host))), null))
                .findFirst()
                .orElseGet(() -> new Resolved(null, Summary.unresolved(domain, report)));
    }

    private static String shortened(String line) {
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
    }

    private static Resolved nobody(String domain, String state, String why) {
        return new Resolved(null, Summary.without(new Candidate(domain, "", ""), state, why));
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }
}
