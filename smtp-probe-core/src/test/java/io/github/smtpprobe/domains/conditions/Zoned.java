/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import io.github.smtpprobe.domains.MailWorld;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.EarlierSurvey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A condition of a mail domain, a world that has it, a world next to that which has not, and what senders do in both. Immutable.
 *
 * <pre>{@code
 * Zoned.error("tlsa.mismatch", "mx.example.test", () -> new MailWorld(...)).foretold("T Q Q Q T Q").beside(() -> new MailWorld(...));
 * }</pre>
 *
 * @param id        of the finding
 * @param variation what distinguishes this case from others of the same condition; may be empty
 * @param severity  that the finding has
 * @param subject   the host, zone or domain that the finding is about; several with blanks between, where each has a finding of its own
 * @param said      a world with the condition
 * @param surveying how it is surveyed
 * @param foretold  letters of opportunistic TLS, Postfix with DANE, Exim, who demands DANE, Gmail and Exchange Online, with blanks between; a
 *                  dot where nothing is expected
 * @param words     that the finding contains in its summary, explanation, remedy or evidence
 * @param beside    worlds next to it, without the condition; none in a further variation
 */
record Zoned(
        String id,
        String variation,
        Severity severity,
        String subject,
        Making said,
        Surveying surveying,
        String foretold,
        List<String> words,
        List<Neighbour> beside) {
    static final String DOMAIN = "example.test";
    static final String ANY = "";

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** Makes a world of servers, none of which has been asked yet. */
    interface Making {
        MailWorld make() throws Exception;
    }

    /** Surveys a world, as often as it takes. */
    interface Surveying {
        DomainReport survey(MailWorld mail) throws Exception;
    }

    /** A world without the condition, how it is surveyed, and what senders do there. */
    record Neighbour(Making world, Surveying surveying, String foretold) {}

    static Zoned of(String id, Severity severity, String subject, Making said) {
        return new Zoned(id, "", severity, subject, said, mail -> mail.survey(survey()), ANY, List.of(), List.of());
    }

    static Zoned error(String id, String subject, Making said) {
        return of(id, Severity.ERROR, subject, said);
    }

    static Zoned warning(String id, String subject, Making said) {
        return of(id, Severity.WARNING, subject, said);
    }

    static Zoned info(String id, String subject, Making said) {
        return of(id, Severity.INFO, subject, said);
    }

    /** The survey of all cases that say nothing else. */
    static DomainSurvey.Builder survey() {
        return DomainSurvey.of(DOMAIN).deadline(DEADLINE);
    }

    /** Says what is particular about this case. */
    Zoned as(String what) {
        return new Zoned(id, what, severity, subject, said, surveying, foretold, words, beside);
    }

    /** Surveys with other options; neighbours that are named later are surveyed so, too. */
    Zoned surveyed(UnaryOperator<DomainSurvey.Builder> options) {
        return surveying(mail -> mail.survey(options.apply(survey())));
    }

    /** Surveys in a way of its own; neighbours that are named later are surveyed so, too. */
    Zoned surveying(Surveying other) {
        return new Zoned(id, variation, severity, subject, said, other, foretold, words, beside);
    }

    /** What senders do, in the order of the letters. */
    Zoned foretold(String letters) {
        return new Zoned(id, variation, severity, subject, said, surveying, letters, words, beside);
    }

    /** Words that the finding has. */
    Zoned saying(String... some) {
        return new Zoned(id, variation, severity, subject, said, surveying, foretold, List.of(some), beside);
    }

    /** A world without the condition. */
    Zoned beside(Making world) {
        return beside(ANY, world);
    }

    /** A world without the condition, and what senders do there. */
    Zoned beside(String letters, Making world) {
        return with(new Neighbour(world, surveying, letters));
    }

    /** A survey without the condition, of a world that may be the same. */
    Zoned beside(Making world, Surveying other) {
        return with(new Neighbour(world, other, ANY));
    }

    private Zoned with(Neighbour neighbour) {
        List<Neighbour> more = new ArrayList<>(beside);
        more.add(neighbour);
        return new Zoned(id, variation, severity, subject, said, surveying, foretold, words, List.copyOf(more));
    }

    /** Surveys, changes the world while time passes, and surveys it again in the light of the first survey. */
    static Surveying twice(Duration time, Changing change) {
        return mail -> {
            DomainReport first = mail.survey(survey());
            mail.world().clock().move(time);
            change.change(mail);
            return mail.survey(survey().againstEarlier(EarlierSurvey.of(first)));
        };
    }

    /** Something that happens between two surveys. */
    interface Changing {
        void change(MailWorld mail) throws Exception;
    }

    @Override
    public String toString() {
        return variation.isEmpty() ? id : id + ": " + variation;
    }
}
