/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.report.RequestView.Option;
import io.github.smtpprobe.request.ProbeRequest;

/** Turns a request into a view, which shows that there are credentials and a message, but not what they are. */
final class WithoutSecrets {
    private WithoutSecrets() {}

    static RequestView of(ProbeRequest request) {
        RequestView.Builder view = RequestView.builder(request.target(), request.ports())
                .coverage(request.coverage())
                .mechanisms(request.mechanisms())
                .option(Option.CLEARTEXT_CREDENTIALS, request.cleartextCredentialsAllowed())
                .option(Option.INVALID_CERTIFICATES, request.inspectsInvalidCertificate())
                .option(Option.OWN_TRUST, request.trust().isPresent())
                .option(Option.ENVELOPE, request.envelope().isPresent())
                .option(Option.MESSAGE, request.message().isPresent())
                .option(Option.REVERSE_NAMES, request.looksUpReverseNames())
                .option(Option.LMTP, request.speaksLmtp())
                .option(Option.HELLO_VERB, request.helloVerb().isPresent())
                .option(Option.XCLIENT, !request.xclient().isEmpty())
                .option(Option.PIPELINING, request.pipelines())
                .option(Option.EVERY_MECHANISM, request.triesEveryMechanism())
                .timeouts(request.timeouts())
                .deadline(request.deadline());
        request.stopAfter().ifPresent(view::stopAfter);
        request.credentialsKind().ifPresent(view::credentials);
        return view.build();
    }
}
