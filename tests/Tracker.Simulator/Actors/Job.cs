using Tracker.Grains.Messages;
using Tracker.Log;

namespace Tracker.Simulator.Actors;

/// <summary>Something that a poster wants done, in one form or, where two use one id for two things, in two.</summary>
sealed class Job(string name, string entity, IReadOnlyList<Form> forms)
{
    public string Name => name;
    public string Entity => entity;
    public IReadOnlyList<Form> Forms => forms;
}

/// <summary>One request as it is sent, again and again the same.</summary>
/// <param name="tag">Stands in its records as the one who gave the order.</param>
/// <param name="words">What a statement says, found nowhere else; null = it is no statement.</param>
sealed class Form(string tag, string? words, Func<Server, Task<Reply>> order)
{
    public string Tag => tag;
    public string? Words => words;
    public Func<Server, Task<Reply>> Order => order;

    /// <summary>Done in several appends: a refusal may come after the first.</summary>
    public bool InSteps { get; init; }

    /// <summary>Answered: done, at this place.</summary>
    public Receipt? Receipt { get; set; }

    /// <summary>Some try had no answer: it may be done.</summary>
    public bool Unknown { get; set; }

    /// <summary>Sent at least once.</summary>
    public bool Tried { get; set; }
}
