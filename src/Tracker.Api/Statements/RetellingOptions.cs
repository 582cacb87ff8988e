namespace Tracker.Api.Statements;

/// <summary>What is kept in memory to know a statement again that is told a second time. For who composes the server; it is no setting.</summary>
public sealed class RetellingOptions
{
    /// <summary>The newest statements of one speaker in one story that a post is held against. Default: 128, a day and more of a busy speaker.</summary>
    public int PerSpeaker { get; init; } = 128;

    /// <summary>Bytes for all speakers together; who was not asked for longest goes first and is read from the index again. Default: 128 MiB, some thousand busy speakers.</summary>
    public long Bytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>Records that others have appended since the last post; when there are more, what is kept is forgotten and read from the index again. Default: 5,000.</summary>
    public int Behind { get; init; } = 5_000;
}
