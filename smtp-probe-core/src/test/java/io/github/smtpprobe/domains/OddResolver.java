/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Question;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.SecureResolver;
import java.util.List;
import java.util.function.UnaryOperator;

/** A resolver of an application's: as good as another one, but for what a test makes of it. */
class OddResolver implements SecureResolver {
    private final SecureResolver good;

    OddResolver(SecureResolver good) {
        this.good = good;
    }

    /** One that changes each answer. */
    static OddResolver changing(SecureResolver good, UnaryOperator<DnsAnswer> change) {
        return new OddResolver(good) {
            @Override
            public List<DnsAnswer> look(List<Question> questions, Deadline deadline) throws InterruptedException {
                return super.look(questions, deadline).stream().map(change).toList();
            }
        };
    }

    @Override
    public List<DnsAnswer> look(List<Question> questions, Deadline deadline) throws InterruptedException {
        return good.look(questions, deadline);
    }

    @Override
    public RootValidation rootValidation(Deadline deadline) throws InterruptedException {
        return good.rootValidation(deadline);
    }

    @Override
    public List<DnsAnswer> fromEach(Question question, Deadline deadline) throws InterruptedException {
        return good.fromEach(question, deadline);
    }

    @Override
    public long queries() {
        return good.queries();
    }
}
