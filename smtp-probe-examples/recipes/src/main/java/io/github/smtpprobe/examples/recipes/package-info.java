/** Small embeddings to read: each class is one thing that applications do with the library, and runs as a test. */
@NullMarked
package io.github.smtpprobe.examples.recipes;

import org.jspecify.annotations.NullMarked;
