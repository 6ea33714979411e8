/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.secrets;

import io.github.smtpprobe.text.Redacted;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks and learns values after words that name a secret, in any notation of settings and programs. Whether a value is just a
 * word of a sentence is decided by what is between the two and, in a server's lines, also by the value itself.
 */
final class NamedValues {
    /** A word that names a secret, alone or at the end of a longer name. */
    static final String NAME = "(?:pass(?:word|wd|phrase|wort|code|ord|e)?|pwd|(?<![A-Za-z0-9])pw|kennwort"
            + "|contrase.{1,2}a|senha|wachtwoord|has[\\u0142l]o|heslo|jelsz[\\u00F3o]|parol[ea]|salasana|adgangskode|l[\\u00F6o]senord|\\u015Fifre|kata"
            + " sandi|m\\u1EADt kh\\u1EA9u|\\u043F\\u0430\\u0440\\u043E\\u043B\\u044C?"
            + "|\\u5BC6[\\u7801\\u78BC]|\\u30D1\\u30B9\\u30EF\\u30FC\\u30C9|\\uBE44\\uBC00\\uBC88\\uD638|\\u05E1\\u05D9\\u05E1\\u05DE\\u05D4|\\u0643\\u0644\\u0645\\u0629"
            + " \\u0627\\u0644(?:\\u0645\\u0631\\u0648\\u0631|\\u0633\\u0631)"
            + "|secret|token|(?:api|access|auth|private)[_-]?key|clear-text|authorization|credentials?)(?:[_-]?(?:key|value|string))?+\\d?+";

    /** What may follow the name: the end of its quotation, an index or a call, and for whom it is. */
    private static final String CLOSED = "(?:" + Quotation.OPEN + "|[\\])]){0,3}+(?: for [^\\s:]{1,100}+)?+\\s{0,10}+";

    /** Signs of an assignment, including those of URLs, HTML and JSON. */
    private static final String SIGN = "=>|:=|->|[:=\\uFF1A]|%3[dDaA]|&#61;|\\\\{1,7}+(?:u00|x)3[dD]";

    private static final Pattern SIGNS = Pattern.compile(SIGN);

    /** Among these, and in a call's bracket, the ones that assign a value in a server's reply, too. */
    private static final Pattern ASSIGNS = Pattern.compile("[:=\\uFF1A%;\\\\>(]");

    /** A name, what is between it and its value, and the mark that opens the value. */
    private static final Pattern NAMED = Pattern.compile(
            NAME + CLOSED + "(" + SIGN
                    + "|[,(]|value\\s?=|is\\s|was\\s)?+\\s{0,10}+(?:[|>][+-]?+(?:\\s|\\\\{1,7}+n){1,10}+)?+"
                    + "(?:(?:Some|Secret|RAW)\\(|string\\(\\d{1,6}+\\) ?|<<)?+[bu]?+(" + Quotation.OPEN + ")?+",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);

    private static final String PLAIN = "[^\\s\"',;})\\[`\\\\]";

    /** A value of at most two words, with signs that end most values, unless another value or a reply follows. */
    private static final Pattern BARE = Pattern.compile("(?:" + PLAIN
            + "|[,;})\\[](?=[^\\s\"',;})\\[`\\]:0-9\\\\][^\\s=:]{0,60}+(?:\\s|$))|\\\\(?![\"'nrt\\\\]))++(?:"
            + " (?![2-5]\\d\\d(?!\\w))[^\\s\"',;})\\[`\\\\=:]++(?=[\\s\"',;})\\]]|$))?+");

    /** Words of a sentence after a colon, and codes, links and mailboxes. */
    private static final Pattern SENTENCE = Pattern.compile(
            "\\p{L}*[.!?]?|[2-5]\\d\\d.?|[245]\\.\\d{1,3}\\.\\d{1,3}.?|https?:.*|<?[^\\s@]++@[\\w-]++\\.[\\w.-]++>?");

    /** The scheme in an HTTP header; the secret is the word after it. */
    private static final Pattern SCHEME = Pattern.compile("Bearer|Basic", Pattern.CASE_INSENSITIVE);

    private final LearntSecrets secrets;

    NamedValues(LearntSecrets secrets) {
        this.secrets = secrets;
    }

    /**
     * Masks the values.
     *
     * @param reply whether it is a server's reply, or a quotation of one, whose sentences must lose no word
     */
    String hide(String said, boolean reply) {
        StringBuilder out = new StringBuilder();
        Matcher named = NAMED.matcher(said);
        Matcher bare = BARE.matcher(said);
        int kept = 0;
        int at = 0;
        while (named.find(at)) {
            at = named.end();
            String sign = named.group(1) == null ? "" : named.group(1);
            int end = named.group(2) == null ? bare(named, sign, bare, reply) : quoted(said, named, sign, reply);
            if (end > at) {
                out.append(said, kept, at).append(Redacted.MASK);
                kept = end;
                at = end;
            }
        }
        return kept == 0 ? said : out.append(said, kept, said.length()).toString();
    }

    /** Learns a value in quotation marks; returns its end, or -1 if it is not a value. */
    private int quoted(String said, Matcher named, String sign, boolean reply) {
        int end = Quotation.end(said, named.end(), named.group(2));
        String value = said.substring(named.end(), end);
        boolean assigned = ASSIGNS.matcher(sign).find();
        boolean argument = sign.equals(",") && argument(said, named.start());
        boolean odd = value.indexOf(' ') < 0 && !SENTENCE.matcher(value).matches();
        boolean certain = assigned || argument || odd;
        if (value.isEmpty() || LearntSecrets.placeholder(value) || (reply && !certain)) {
            return -1;
        }
        if (certain) {
            learn(value);
        }
        return end;
    }

    /** Whether a name is the first argument of a call, as in {@code put("mail.smtp.password", "x")}. */
    private static boolean argument(String said, int name) {
        int at = name - 1;
        while (at >= 0 && (Character.isLetterOrDigit(said.charAt(at)) || "._-".indexOf(said.charAt(at)) >= 0)) {
            at--;
        }
        while (at >= 0 && "\"'\\".indexOf(said.charAt(at)) >= 0) {
            at--;
        }
        return at >= 0 && said.charAt(at) == '(';
    }

    /**
     * Learns a value without quotation marks. An equals sign is followed by a value; a colon may be followed by a word of a
     * sentence, which must not be masked elsewhere.
     */
    private int bare(Matcher named, String sign, Matcher bare, boolean reply) {
        if (!SIGNS.matcher(sign).matches()
                || !bare.region(named.end(), bare.regionEnd()).lookingAt()) {
            return -1;
        }
        String[] words = bare.group().split(" ", 2);
        boolean assigned = sign.contains("=") || sign.length() > 1;
        boolean sentence = !assigned && SENTENCE.matcher(words[0]).matches();
        boolean scheme = words.length > 1 && SCHEME.matcher(words[0]).matches();
        if (LearntSecrets.placeholder(words[0]) || (reply && sentence && !scheme)) {
            return -1;
        }
        if (assigned) {
            learn(words[0]);
        }
        for (String word : words) {
            if (!SENTENCE.matcher(word).matches()) {
                secrets.learn(word);
            }
        }
        return reply && !scheme ? bare.start() + words[0].length() : bare.end();
    }

    private void learn(String value) {
        secrets.learn(value);
        int next = value.indexOf('&'); // the next field of a form
        if (next > 0) {
            secrets.learn(value.substring(0, next));
        }
    }
}
