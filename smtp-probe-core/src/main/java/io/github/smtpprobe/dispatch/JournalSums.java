/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.survey.DomainSurvey;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * The check sums by which a journal recognises a target and its questions, without revealing them. The wiring of a probe
 * (trust, keys, resolver) is not included.
 *
 * @param target the sum of the target
 * @param asked  the sum of what it is asked
 */
record JournalSums(int target, int asked) {
    static JournalSums of(BatchTarget target) {
        ProbeRequest request = target.request();
        List<PortPlan.PortMode> ports = request.ports().entries();
        return new JournalSums(
                sum(List.of(
                        target.key(),
                        request.target().name(),
                        ports.stream().map(PortPlan.PortMode::port).toList())),
                sum(target.survey().map(survey -> surveyed(request, survey)).orElseGet(() -> asked(request))));
    }

    /**
     * What a survey asks in addition to the request of its exchangers. An earlier survey to compare with changes no question.
     */
    private static List<Object> surveyed(ProbeRequest request, DomainSurvey survey) {
        List<Object> all = asked(request);
        all.add("survey");
        all.add(survey.aspects());
        all.add(survey.port());
        all.add(survey.addresses());
        all.add(survey.heloName());
        all.add(survey.nameServers());
        all.add(survey.anchors());
        return all;
    }

    /** What is asked on its connections, and what else a probe looks up and where it connects. */
    private static List<Object> asked(ProbeRequest request) {
        List<Object> all = new ArrayList<>(Asked.by(request).options());
        all.add(request.ports().entries());
        all.add(request.looksUpReverseNames());
        all.add(request.addressFamilies());
        all.add(request.connectTo().map(InetAddress::getHostAddress));
        return all;
    }

    private static int sum(List<?> parts) {
        CRC32C sum = new CRC32C();
        String text = parts.stream().map(String::valueOf).collect(Collectors.joining("\n"));
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) sum.getValue();
    }
}
