/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.plan.Next;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.session.Admission;
import java.util.List;
import java.util.function.Supplier;

/** The connections of one probe of a batch. On the probing thread. */
final class JobAdmission implements Admission {
    private final Runnable connected;
    private boolean told;

    JobAdmission(Runnable connected) {
        this.connected = connected;
    }

    @Override
    public List<Attempt> attempt(Next next, Deadline deadline, Supplier<List<Attempt>> conversation) {
        return conversation.get();
    }

    @Override
    public List<Attempt> look(Next look, Supplier<List<Attempt>> conversation) {
        return conversation.get();
    }

    @Override
    public void connected() {
        if (!told) {
            told = true;
            connected.run();
        }
    }
}
