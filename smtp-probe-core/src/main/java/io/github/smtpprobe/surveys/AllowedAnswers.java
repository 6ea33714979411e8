/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * A resolver for surveys that strangers ask for; it hides internal addresses. Anybody who writes an MX record can point it to any
 * name, and must not learn in this way what the application's name servers know about its own network.
 *
 * @param resolver the resolver, which never throws
 * @param allows   tells whether an address of a host may be shown
 */
public record AllowedAnswers(SecureResolver resolver, BiPredicate<String, InetAddress> allows)
        implements SecureResolver {
    @Override
    public List<DnsAnswer> look(List<Question> questions, Deadline deadline) throws InterruptedException {
        return resolver.look(questions, deadline).stream().map(this::told).toList();
    }

    private DnsAnswer told(DnsAnswer answer) {
        List<DnsRecord> told = answer.records().stream()
                .filter(record -> allowed(answer.question().name(), record.address()))
                .toList();
        if (told.size() == answer.records().size()) {
            return answer;
        }
        return told.isEmpty()
                ? DnsAnswer.to(answer.question(), Security.NOT_TESTED)
                        .detail("its addresses are not told")
                        .took(answer.took())
                        .build()
                : answer.toBuilder().records(told).build();
    }

    private boolean allowed(String host, Optional<InetAddress> address) {
        return address.isEmpty() || allows.test(host, address.get());
    }

    @Override
    public RootValidation rootValidation(Deadline deadline) throws InterruptedException {
        return resolver.rootValidation(deadline);
    }

    @Override
    public List<DnsAnswer> fromEach(Question question, Deadline deadline) throws InterruptedException {
        return resolver.fromEach(question, deadline).stream().map(this::told).toList();
    }

    @Override
    public long queries() {
        return resolver.queries();
    }
}
