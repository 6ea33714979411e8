/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.records.Trouble;

/** Why a question was not answered, in words that can end a sentence. */
final class TroubleWords {
    private TroubleWords() {}

    static String of(Trouble trouble) {
        return switch (trouble) {
            case SILENT -> "no name server answered in time";
            case SERVER_FAILURE -> "the name server answered SERVFAIL";
            case REFUSED -> "the name server refused to answer";
            case OTHER_CODE -> "the name server answered with an error";
            case MALFORMED -> "the answer makes no sense";
            case OTHER_ANSWER -> "the answer is to another question";
            case TRUNCATED -> "the whole answer was not to be had over TCP";
            case TOO_MANY -> "the answer has too many records";
            case UNREACHABLE -> "the name server was not reached";
            case ALIAS_LOOP -> "the aliases lead in a circle or too far";
            case NAME -> "the name cannot be asked for in DNS";
            case SIGNATURE -> "a signature does not verify";
            case NO_SIGNATURE -> "a signature is missing";
            case EXPIRED -> "the signatures have expired";
            case NOT_YET -> "the signatures are not valid yet";
            case NO_KEY -> "no key fits the DS record";
            case ALGORITHM -> "its algorithms or digests are not supported";
            case DENIAL -> "the denial does not validate";
            case NSEC3_ITERATIONS -> "NSEC3 has too many iterations";
            case TOO_MUCH_WORK -> "too many keys and signatures would have to be tried";
            case INDETERMINATE -> "it cannot be told whether it should be signed";
            case UNTOLD -> "it does not validate";
            case NO_ANCHOR -> "no trust anchor fits";
            case STRIPPED -> "the resolver leaves out signatures";
            case CLOCK -> "the clock of this machine does not fit";
            case ROOT -> "the answer about the root zone does not validate";
            case CANCELLED -> "the survey was cancelled";
            case DEADLINE -> "there was no time left";
            case NO_SOCKET -> "this machine had no socket left";
            case EXTENSION_FAILED -> "the resolver of the application failed";
        };
    }
}
