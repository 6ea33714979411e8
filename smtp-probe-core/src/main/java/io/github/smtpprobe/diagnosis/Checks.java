/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.catalogue.Meaning;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.check.Check;
import io.github.smtpprobe.diagnosis.client.EndedProbe;
import io.github.smtpprobe.diagnosis.client.FailedListener;
import io.github.smtpprobe.diagnosis.client.FailedLookUp;
import io.github.smtpprobe.diagnosis.client.OddClient;
import io.github.smtpprobe.diagnosis.client.PastedInPart;
import io.github.smtpprobe.diagnosis.client.ShortenedReport;
import io.github.smtpprobe.diagnosis.client.ToldByClient;
import io.github.smtpprobe.diagnosis.connection.BlockedRoad;
import io.github.smtpprobe.diagnosis.connection.FailedConnection;
import io.github.smtpprobe.diagnosis.connection.InternationalName;
import io.github.smtpprobe.diagnosis.connection.MailExchangers;
import io.github.smtpprobe.diagnosis.connection.OtherPort;
import io.github.smtpprobe.diagnosis.connection.OwnReverseName;
import io.github.smtpprobe.diagnosis.connection.ReverseNames;
import io.github.smtpprobe.diagnosis.connection.UnresolvedName;
import io.github.smtpprobe.diagnosis.encryption.AskedForCertificate;
import io.github.smtpprobe.diagnosis.encryption.BadCertificate;
import io.github.smtpprobe.diagnosis.encryption.BrokenHandshake;
import io.github.smtpprobe.diagnosis.encryption.ExpiringCertificate;
import io.github.smtpprobe.diagnosis.encryption.MissingStartTls;
import io.github.smtpprobe.diagnosis.encryption.OddCertificate;
import io.github.smtpprobe.diagnosis.encryption.RefusedStartTls;
import io.github.smtpprobe.diagnosis.encryption.ResumedTls;
import io.github.smtpprobe.diagnosis.encryption.TruncatedTls;
import io.github.smtpprobe.diagnosis.examination.Checklist;
import io.github.smtpprobe.diagnosis.examination.Examination;
import io.github.smtpprobe.diagnosis.extensions.CapabilityLint;
import io.github.smtpprobe.diagnosis.extensions.ExtensionsNotAsked;
import io.github.smtpprobe.diagnosis.extensions.PosedAsAnother;
import io.github.smtpprobe.diagnosis.extensions.Unoffered;
import io.github.smtpprobe.diagnosis.login.BrokenLogin;
import io.github.smtpprobe.diagnosis.login.CleartextLogin;
import io.github.smtpprobe.diagnosis.login.MisplacedLogin;
import io.github.smtpprobe.diagnosis.login.OddPrompt;
import io.github.smtpprobe.diagnosis.login.RefusedLogin;
import io.github.smtpprobe.diagnosis.login.ScramLogin;
import io.github.smtpprobe.diagnosis.login.SkippedLogin;
import io.github.smtpprobe.diagnosis.login.TriedMechanisms;
import io.github.smtpprobe.diagnosis.login.UnfitToken;
import io.github.smtpprobe.diagnosis.peer.ComparedRoutes;
import io.github.smtpprobe.diagnosis.peer.ComparedServers;
import io.github.smtpprobe.diagnosis.peer.GreetingLint;
import io.github.smtpprobe.diagnosis.peer.Interception;
import io.github.smtpprobe.diagnosis.peer.NotSmtp;
import io.github.smtpprobe.diagnosis.peer.RefusedGreeting;
import io.github.smtpprobe.diagnosis.peer.RefusedHello;
import io.github.smtpprobe.diagnosis.peer.SecondLook;
import io.github.smtpprobe.diagnosis.replies.BrokenDialogue;
import io.github.smtpprobe.diagnosis.replies.EndedEarly;
import io.github.smtpprobe.diagnosis.replies.HarmlessAnomalies;
import io.github.smtpprobe.diagnosis.replies.OutOfStep;
import io.github.smtpprobe.diagnosis.replies.Pipelining;
import io.github.smtpprobe.diagnosis.replies.SentProxyHeader;
import io.github.smtpprobe.diagnosis.replies.SlowServer;
import io.github.smtpprobe.diagnosis.replies.UnansweredRset;
import io.github.smtpprobe.diagnosis.replies.UnplacedRefusal;
import io.github.smtpprobe.diagnosis.replies.WordsAgainstCode;
import io.github.smtpprobe.diagnosis.transaction.AcceptedLater;
import io.github.smtpprobe.diagnosis.transaction.Deliveries;
import io.github.smtpprobe.diagnosis.transaction.MessageFate;
import io.github.smtpprobe.diagnosis.transaction.OversizedMessage;
import io.github.smtpprobe.diagnosis.transaction.RecipientNotes;
import io.github.smtpprobe.diagnosis.transaction.RefusedMessage;
import io.github.smtpprobe.diagnosis.transaction.RefusedRecipient;
import io.github.smtpprobe.diagnosis.transaction.RefusedSender;
import io.github.smtpprobe.diagnosis.words.FindingText;
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

    private static final Checklist CHECKLIST = Checklist.of(STANDARD);

    private Checks() {}

    /** {@return the ids of all findings that the library itself makes, in alphabetical order} */
    public static List<String> ids() {
        return Stream.concat(
                        FindingText.ids().stream(),
                        ReplyCatalogue.standard().meanings().stream().map(Meaning::id))
                .distinct()
                .sorted()
                .toList();
    }

    /** {@return the standard checks, in the order in which their findings lead the report} */
    public static List<Check> standard() {
        return STANDARD;
    }

    /** {@return the same checks, as an examination takes them} */
    public static Checklist checklist() {
        return CHECKLIST;
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
