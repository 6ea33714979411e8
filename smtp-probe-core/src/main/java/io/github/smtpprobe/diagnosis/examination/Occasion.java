/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.examination;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Quit;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.fact.Rset;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.fact.UnplacedReply;
import io.github.smtpprobe.fact.XClient;
import io.github.smtpprobe.report.Attempt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What must be present for a check to have something to say. Most checks have nothing to say about most attempts; therefore an
 * attempt is examined once for occasions, and a check is called only if one of its own is among them. Immutable.
 *
 * @param bits one for each kind of step that was taken, one for each kind that did not succeed, one for each reason to skip a
 *     step, and two more
 */
public record Occasion(long bits) {
    /** Always: the absence of a step matters as well. */
    public static final Occasion ALWAYS = new Occasion(1);

    /** Something keeps the attempt from passing. */
    public static final Occasion FAILURE = new Occasion(2);

    private static final List<Class<? extends Fact>> KINDS = List.of(
            Connect.class,
            Greeting.class,
            Ehlo.class,
            StartTls.class,
            TlsHandshake.class,
            XClient.class,
            Authentication.class,
            MailFrom.class,
            RcptTo.class,
            MessageTransfer.class,
            Rset.class,
            Quit.class,
            UnplacedReply.class);

    private static final int FIRST_KIND = 2;
    private static final int FIRST_REASON = FIRST_KIND + 2 * KINDS.size();

    /** The bit of each kind; the bit for its failure is as many places higher as there are kinds. */
    private static final Map<Class<?>, Long> STEPS = steps();

    private static Map<Class<?>, Long> steps() {
        Map<Class<?>, Long> steps = new HashMap<>();
        for (int i = 0; i < KINDS.size(); i++) {
            steps.put(KINDS.get(i), 1L << (FIRST_KIND + i));
        }
        return steps;
    }

    /** A step of this kind is among the facts, whatever its outcome. */
    public static Occasion step(Class<? extends Fact> kind) {
        Long bit = STEPS.get(kind);
        if (bit == null) {
            throw new IllegalArgumentException("kind: attempts are not read for " + kind.getSimpleName());
        }
        return new Occasion(bit);
    }

    /** A step of this kind did not succeed: it was refused, failed or was skipped. */
    public static Occasion failed(Class<? extends Fact> kind) {
        return new Occasion(step(kind).bits << KINDS.size());
    }

    /** A step was skipped for this reason. */
    @SuppressWarnings("EnumOrdinal") // the bits have no meaning outside of this process
    public static Occasion skipped(SkipReason reason) {
        return new Occasion(1L << (FIRST_REASON + reason.ordinal()));
    }

    /** This occasion or another one. */
    public Occasion or(Occasion other) {
        return new Occasion(bits | other.bits);
    }

    /** All occasions in an attempt. */
    static Occasion of(Attempt attempt) {
        long all = ALWAYS.bits | (attempt.failures().isEmpty() ? 0 : FAILURE.bits);
        for (Fact fact : attempt.facts()) {
            long step = STEPS.getOrDefault(fact.getClass(), 0L);
            all |= fact.outcome().succeeded() ? step : step | step << KINDS.size();
            if (fact.outcome() instanceof Outcome.Skipped skipped) {
                all |= skipped(skipped.reason()).bits;
            }
        }
        return new Occasion(all);
    }

    /** Whether one of these occasions is among those in an attempt. */
    boolean among(Occasion given) {
        return (bits & given.bits) != 0;
    }
}
