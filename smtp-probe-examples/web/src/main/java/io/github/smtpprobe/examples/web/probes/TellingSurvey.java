/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

import io.github.smtpprobe.SurveyEvent;
import io.github.smtpprobe.SurveyListener;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.TlsResult;
import io.github.smtpprobe.tls.TlsInfo;
import io.github.smtpprobe.transcript.Entry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the events of a survey into a journal: look-ups, the policy, conversations. It never waits for a reader. */
final class TellingSurvey implements SurveyListener {
    private static final int MOST_RECORDS = 3;
    private static final int LONGEST = 200;

    private final Journal journal;
    private final boolean staff;
    private int conversations;

    /**
     * Creates the listener.
     *
     * @param journal is written
     * @param staff   whether lines of the dialogues are told, too
     */
    TellingSurvey(Journal journal, boolean staff) {
        this.journal = journal;
        this.staff = staff;
    }

    @Override
    public void lookedUp(SurveyEvent.LookedUp event) {
        DnsAnswer answer = event.answer();
        boolean faulty = answer.security() == Security.BOGUS || answer.security() == Security.FAILED;
        step(
                "look-up",
                answer.question().toString(),
                faulty ? "failed" : answer.answered() ? "passed" : "skipped",
                answer.took(),
                words(answer));
    }

    /** How far the answer is proven, and what it is. */
    private static String words(DnsAnswer answer) {
        String state = answer.security().token().replace('-', ' ');
        if (!answer.answered()) {
            return state
                    + answer.trouble()
                            .map(why -> ": " + why.token().replace('-', ' '))
                            .orElse("");
        }
        String records = answer.records().stream()
                .limit(MOST_RECORDS)
                .map(DnsRecord::text)
                .collect(Collectors.joining(", "));
        int more = answer.records().size() - MOST_RECORDS;
        String found = records.isEmpty()
                ? answer.result().token().replace('-', ' ')
                : records + (more > 0 ? " and " + more + " more" : "");
        return state + ": " + (found.length() > LONGEST ? found.substring(0, LONGEST) + "\u2026" : found);
    }

    @Override
    public void policyFetched(SurveyEvent.PolicyFetched event) {
        PolicyFetch fetch = event.fetch();
        step(
                "policy",
                "policy of MTA-STS at " + fetch.host(),
                fetch.outcome() == PolicyFetch.Outcome.FETCHED ? "passed" : "failed",
                fetch.took(),
                fetch.outcome().token().replace('-', ' '));
    }

    @Override
    public void conversed(SurveyEvent.Conversed event) {
        Attempt attempt = event.attempt();
        ServerHandshake handshake = ServerHandshake.of(event.offer(), attempt, Optional.empty());
        String offer = event.offer() == ServerHandshake.Offer.ANY
                ? ""
                : " (offered: " + event.offer().token() + ")";
        step(
                "conversation",
                attempt.route() + offer,
                handshake.state() == TlsResult.WORKS
                        ? "passed"
                        : handshake.state() == TlsResult.NOT_TESTED ? "skipped" : "failed",
                attempt.took(),
                words(handshake));
        if (staff) {
            attempt.transcript().entries().forEach(entry -> line(conversations, entry));
        }
        conversations++;
    }

    private static String words(ServerHandshake handshake) {
        String version = handshake
                .tls()
                .flatMap(TlsInfo::protocol)
                .map(each -> ", " + each)
                .orElse("");
        return "TLS: " + handshake.state().token().replace('-', ' ') + version;
    }

    private void step(String stage, String label, String state, Duration took, String said) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("stage", stage);
        data.put("label", label);
        data.put("state", state);
        if (!took.isZero()) {
            data.put("ms", Telling.millis(took));
        }
        data.put("text", said);
        journal.add("step", data);
    }

    private void line(int conversation, Entry entry) {
        journal.add("line", Telling.line(conversation, entry));
    }
}
