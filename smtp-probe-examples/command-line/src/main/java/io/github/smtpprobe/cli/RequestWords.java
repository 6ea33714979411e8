/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static java.util.Map.entry;

import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.Problem;
import io.github.smtpprobe.request.Problem.Code;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Explains what is wrong with a request in the words of this program: names the option that sets a field, and nothing of the
 * library's API.
 */
public final class RequestWords {
    private static final Map<String, String> OPTIONS = Map.ofEntries(
            entry("host", "HOST"),
            entry("domain", "--mx"),
            entry("port", "--port"),
            entry("ports", "--port"),
            entry("tls", "--tls"),
            entry("coverage", "--all"),
            entry("addressFamilies", "-4 or -6"),
            entry("connectTo", "--connect-to"),
            entry("sourceAddress", "--source-address"),
            entry("road", "--proxy or --unix-socket"),
            entry("proxyHeader", "--proxy-header"),
            entry("heloName", "--ehlo"),
            entry("helloVerb", "--hello-verb"),
            entry("lmtp", "LMTP"),
            entry("xclient", "--xclient"),
            entry("stopAfter", "--quit-after"),
            entry("deadline", "--deadline"),
            entry("timeouts", "--deadline"),
            entry("credentials", "the login"),
            entry("credentials.user", "--user"),
            entry("credentials.password", "the password"),
            entry("credentials.token", "--token"),
            entry("credentials.kind", "the login"),
            entry("credentials.authorizationIdentity", "--external"),
            entry("credentials.trace", "--anonymous"),
            entry("mechanisms", "--mechanism"),
            entry("authEvenIfNotOffered", "--auth-even-if-not-offered"),
            entry("startTlsEvenIfNotOffered", "--starttls-even-if-not-offered"),
            entry("tryEveryMechanism", "--try-every-mechanism"),
            entry("trustCertificate", "--trust-certificate"),
            entry("trustedCertificates", "--ca"),
            entry("envelope.from", "--from"),
            entry("envelope.to", "--to"),
            entry("message", "the message of --send"),
            entry("sendToAccepted", "the message of --send"),
            entry("messageSize", "the message of --send"),
            entry("text", "the text"),
            entry("stage", "--stage"),
            entry("reply", "REPLY"),
            entry("timeLimit", "the time limit"),
            entry("nameServers", "--name-server"),
            entry("againstEarlier", "--against"),
            entry("aspects", "what is looked at"));

    /** Phrases for programmers, and their replacements here. None is part of another, so their order does not matter. */
    static final Map<String, String> PHRASES = Map.of(
            "name the exchanger with to(host, port)", "give the exchanger as HOST instead of --mx",
            "name the port with to(host, port)", "add --port",
            "with coverage ALL", "with --all",
            "kind() threw ", "there was ");

    private static final Pattern NUMBERED = Pattern.compile(".*\\[([1-9][0-9]{0,8})\\]");
    private static final Pattern QUOTED = Pattern.compile("([^\"]*): \"(.*)\"");

    private RequestWords() {}

    /**
     * The words for all problems of a request.
     *
     * @param invalid what was refused
     * @return one sentence each, without what was typed
     */
    public static List<String> of(InvalidRequest invalid) {
        return invalid.problems().stream().map(RequestWords::of).toList();
    }

    /**
     * The words for all problems of a request to a command that has an option of its own for a field.
     *
     * @param invalid what was refused
     * @param field   that the command takes otherwise
     * @param option  by which it takes it
     * @return one sentence each, without what was typed
     */
    public static List<String> of(InvalidRequest invalid, String field, String option) {
        return invalid.problems().stream()
                .map(each -> each.field().equals(field) ? option + " " + words(each) : of(each))
                .toList();
    }

    /**
     * The words for one problem.
     *
     * @param problem of a request
     * @return a sentence without what was typed
     */
    public static String of(Problem problem) {
        return option(problem.field()) + " " + words(problem);
    }

    private static String words(Problem problem) {
        return switch (problem.field()) {
            case "trustedCertificates" -> file(problem);
            case "deadline" -> TimeText.WANTED + ", from 1 ms to 1 h";
            default -> phrased(problem.message());
        };
    }

    private static String phrased(String message) {
        String words = message;
        for (Map.Entry<String, String> each : PHRASES.entrySet()) {
            words = words.replace(each.getKey(), each.getValue());
        }
        return words;
    }

    /** Removes the path that the library repeats in quotation marks at the end. */
    private static String file(Problem problem) {
        if (problem.code() == Code.CONFLICT) {
            return "and --trust-certificate exclude each other";
        }
        Matcher quoted = QUOTED.matcher(problem.message());
        return quoted.matches() ? quoted.group(1) + ShownPath.of(quoted.group(2)) : problem.message();
    }

    /** The option that sets a field; {@code xclient.ADDR} and {@code envelope.to[0]} belong to the option for the whole. */
    static String option(String field) {
        String whole = field.replaceFirst("\\[[0-9]+\\]$", "");
        String option = OPTIONS.get(whole);
        if (option != null) {
            return option + number(field);
        }
        int dot = whole.indexOf('.');
        String of = dot < 0 ? null : OPTIONS.get(whole.substring(0, dot));
        if (of == null) {
            return "an option";
        }
        return whole.startsWith("xclient.") ? of + " " + whole.substring(dot + 1) : of;
    }

    /** The position among several values, from the second on; usually there is only one value. */
    private static String number(String field) {
        Matcher several = NUMBERED.matcher(field);
        return several.matches() ? " number " + (Long.parseLong(several.group(1)) + 1) : "";
    }

    /** Whether an option sets a field. */
    static boolean knows(String field) {
        return !option(field).equals("an option");
    }
}
