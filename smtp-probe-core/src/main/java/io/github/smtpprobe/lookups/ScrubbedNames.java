/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.lookups;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.text.masking.Scrubber;
import java.net.InetAddress;
import java.util.List;

/**
 * A resolver that masks the probe's secrets in answers. Look-ups happen after the login, and the owner of the zone may be the one
 * to whom the password was sent.
 *
 * @param names    a guarded resolver
 * @param scrubber the probe's scrubber
 */
public record ScrubbedNames(MailResolver names, Scrubber scrubber) implements MailResolver {
    @Override
    public Answer<Exchanger> exchangers(String domain, Deadline deadline) throws InterruptedException {
        Answer<Exchanger> answer = names.exchangers(domain, deadline);
        return with(
                answer,
                answer.records().stream()
                        .map(each -> new Exchanger(each.preference(), scrubber.scrub(each.host())))
                        .toList());
    }

    @Override
    public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline)
            throws InterruptedException {
        Answer<InetAddress> answer = names.addresses(host, families, deadline);
        return with(answer, answer.records());
    }

    @Override
    public Answer<String> names(InetAddress address, Deadline deadline) throws InterruptedException {
        Answer<String> answer = names.names(address, deadline);
        return with(answer, answer.records().stream().map(scrubber::scrub).toList());
    }

    private <T> Answer<T> with(Answer<?> answer, List<T> records) {
        List<String> aliases = answer.aliases().stream().map(scrubber::scrub).toList();
        return answer.withRecords(records).withAliases(aliases).withDetail(scrubber.scrub(answer.detail()));
    }
}
