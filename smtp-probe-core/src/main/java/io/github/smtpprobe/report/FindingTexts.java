/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.text.Filled;
import java.util.Objects;

/**
 * What a finding says in words, as its builder collects it.
 *
 * @param <B> the builder. It has no bound, which would stand in the compiled form of each method and so in every caller's.
 */
abstract sealed class FindingTexts<B> implements Cloneable permits Finding.Builder {
    String subject = "";
    CharSequence summary = "";
    CharSequence explanation = "";
    CharSequence remedy = "";
    String reference = "";

    FindingTexts() {}

    /** This builder, as what it is. */
    abstract B self();

    /** A copy of its own; what it holds is never changed in place. */
    @SuppressWarnings("unchecked")
    B copy() {
        try {
            return (B) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** How many octets the sentences have at most. */
    long most() {
        return Filled.most(summary) + Filled.most(explanation) + Filled.most(remedy);
    }

    /**
     * Sets what it is about; where it is not set, a report says the server of the attempt, or the target.
     *
     * @param subject the same words in each probe, see {@link Finding#subject()}
     * @return this builder
     */
    public B subject(String subject) {
        this.subject = Objects.requireNonNull(subject, "subject");
        return self();
    }

    /**
     * Sets what was found; every finding has a summary.
     *
     * @param summary one sentence with the concrete values, taken as it is now
     * @return this builder
     */
    public B summary(CharSequence summary) {
        this.summary = Filled.kept(Objects.requireNonNull(summary, "summary"));
        return self();
    }

    /**
     * Sets why it is so.
     *
     * @param explanation a sentence or two, taken as it is now; empty if it is not set
     * @return this builder
     */
    public B explanation(CharSequence explanation) {
        this.explanation = Filled.kept(Objects.requireNonNull(explanation, "explanation"));
        return self();
    }

    /**
     * Sets what to do.
     *
     * @param remedy for the one who can do something about it, taken as it is now; empty if it is not set
     * @return this builder
     */
    public B remedy(CharSequence remedy) {
        this.remedy = Filled.kept(Objects.requireNonNull(remedy, "remedy"));
        return self();
    }

    /**
     * Sets the document that says so.
     *
     * @param reference such as {@code RFC 5321 §4.2.1}; empty if it is not set
     * @return this builder
     */
    public B reference(String reference) {
        this.reference = Objects.requireNonNull(reference, "reference");
        return self();
    }
}
