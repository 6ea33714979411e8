/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.catalogue.Meaning;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The checks that come with the library, and how their findings are put together. */
public final class Checks {
    /** The library's checks. They have no state, so each is created only once. */
    private static final List<Check> STANDARD = List.of(
            new UnresolvedName(),
            new InternationalName(),
            new MailExchangers(),
            new FailedConnection(),
            new BlockedRoad(),
            new OtherPort(),
            new EndedProbe(),
            new PastedInPart(),
            new OddClient(),
            new SecondLook(),
            new NotSmtp(),
            new SentProxyHeader(),
            new RefusedGreeting(),
            new GreetingLint(),
            new OutOfStep(),
            new RefusedHello(),
            new ExtensionsNotAsked(),
            new MissingStartTls(),
            new Unoffered(),
            new RefusedStartTls(),
            new PosedAsAnother(),
            new OddCertificate(),
            new BadCertificate(),
            new AskedForCertificate(),
            new BrokenHandshake(),
            new MisplacedLogin(),
            new SkippedLogin(),
            new UnfitToken(),
            new RefusedLogin(),
            new BrokenLogin(),
            new OddPrompt(),
            new ScramLogin(),
            new TriedMechanisms(),
            new RefusedSender(),
            new RefusedRecipient(),
            new RefusedMessage(),
            new OversizedMessage(),
            new Deliveries(),
            new UnplacedRefusal(),
            new AcceptedLater(),
            new WordsAgainstCode(),
            new OwnReverseName(),
            new BrokenDialogue(),
            new UnansweredRset(),
            new Pipelining(),
            new EndedEarly(),
            new TruncatedTls(),
            new ResumedTls(),
            new ComparedRoutes(),
            new ComparedServers(),
            new Interception(),
            new ExpiringCertificate(),
            new CleartextLogin(),
            new SlowServer(),
            new CapabilityLint(),
            new RecipientNotes(),
            new MessageFate(),
            new HarmlessAnomalies(),
            new ReverseNames(),
            new FailedLookUp(),
            new FailedListener(),
            new ShortenedReport());

    private Checks() {}

    /** {@return the ids of all findings that the library itself makes, in alphabetical order} */
    public static List<String> ids() {
        return Stream.concat(
                        FindingTable.ids().stream(),
                        ReplyCatalogue.standard().meanings().stream().map(Meaning::id))
                .distinct()
                .sorted()
                .toList();
    }

    /** {@return the standard checks, in the order in which their findings lead the report} */
    public static List<Check> standard() {
        return STANDARD;
    }

    /**
     * A check for a pasted text, which reports what another program said about the step at which it stopped.
     *
     * @param finding the meaning of its words
     * @return the check
     */
    public static Check told(Finding finding) {
        return new ToldByClient(finding);
    }

    /**
     * Runs checks and puts their findings in order: the root cause first, errors before warnings, the decisive attempt's before
     * others'.
     *
     * @param checks    the checks to run
     * @param seen      what was observed
     * @param catalogue explains replies
     * @return the findings
     */
    public static List<Finding> examine(Checklist checks, Observation seen, ReplyCatalogue catalogue) {
        return examine(checks, seen, catalogue, () -> false);
    }

    /**
     * Runs checks as long as there is time. The deciding fact is explained even if there is none; the findings {@code
     * checks.unfinished} and {@code checks.left-out} say what is missing.
     *
     * @param checks    the checks to run
     * @param seen      what was observed
     * @param catalogue explains replies
     * @param over      tells whether the time is over
     * @return the findings, at most about a thousand
     */
    public static List<Finding> examine(
            Checklist checks, Observation seen, ReplyCatalogue catalogue, BooleanSupplier over) {
        return new Examination(checks, seen, catalogue, over).run();
    }
}
