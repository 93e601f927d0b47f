/**
 * Processes of many steps that finish or are undone: a saga hears events and answers with commands,
 * deadlines and events of its own.
 *
 * <p>Entry types: {@link dev.cairn.flow.saga.Saga} holds the rules of one kind, by hand; {@link
 * dev.cairn.flow.saga.Steps} is one that is told its steps and how each is undone; {@link
 * dev.cairn.flow.saga.SagaType} says what it hears and whom it tells; {@link
 * dev.cairn.flow.saga.SagaRunner} runs it; {@link dev.cairn.flow.saga.SagaInstances} shows what is
 * unfinished.
 *
 * <p>What a saga remembers is the stream of each instance, and nothing else. This package knows the
 * contract of a store and no engine.
 */
@NullMarked
package dev.cairn.flow.saga;

import org.jspecify.annotations.NullMarked;
