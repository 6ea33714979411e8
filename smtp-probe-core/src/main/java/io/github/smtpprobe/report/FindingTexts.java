/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.arguments.Copies;
import io.github.smtpprobe.text.tables.Filled;
import java.util.Objects;

/**
 * The texts of a finding, as its builder collects them.
 *
 * @param <B> the builder type. It has no bound, because a bound would become part of each method's compiled signature, and so of
 *     every compiled caller.
 */
abstract sealed class FindingTexts<B> implements Cloneable permits Finding.Builder {
    String subject = "";
    CharSequence summary = "";
    CharSequence explanation = "";
    CharSequence remedy = "";
    String reference = "";

    FindingTexts() {}

    /** This builder, with its own type. */
    abstract B self();

    /** A copy of this builder; the values that it holds are never changed in place. */
    @SuppressWarnings("unchecked")
    B copy() {
        return Copies.of(() -> (B) clone());
    }

    /** An upper bound for the octets of the sentences. */
    long most() {
        return Filled.most(summary) + Filled.most(explanation) + Filled.most(remedy);
    }

    /**
     * Sets what it is about. If not set, a report uses the server of the attempt, or the target.
     *
     * @param subject words that stay the same in each probe, see {@link Finding#subject()}
     * @return this builder
     */
    public B subject(String subject) {
        this.subject = Objects.requireNonNull(subject, "subject");
        return self();
    }

    /**
     * Sets what was found; every finding has a summary.
     *
     * @param summary one sentence with the concrete values; its current content is used
     * @return this builder
     */
    public B summary(CharSequence summary) {
        this.summary = Filled.kept(Objects.requireNonNull(summary, "summary"));
        return self();
    }

    /**
     * Sets why it is so.
     *
     * @param explanation a sentence or two; its current content is used. Empty if not set
     * @return this builder
     */
    public B explanation(CharSequence explanation) {
        this.explanation = Filled.kept(Objects.requireNonNull(explanation, "explanation"));
        return self();
    }

    /**
     * Sets what to do.
     *
     * @param remedy advice for the one who can act; its current content is used. Empty if not set
     * @return this builder
     */
    public B remedy(CharSequence remedy) {
        this.remedy = Filled.kept(Objects.requireNonNull(remedy, "remedy"));
        return self();
    }

    /**
     * Sets the document that it is based on.
     *
     * @param reference such as {@code RFC 5321 §4.2.1}; empty if not set
     * @return this builder
     */
    public B reference(String reference) {
        this.reference = Objects.requireNonNull(reference, "reference");
        return self();
    }
}
