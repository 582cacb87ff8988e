namespace Tracker.Api.Live;

/// <summary>Large pages go out in parts, each when the one before has gone: what is kept for a reader that stops reading is a part, not a page.</summary>
internal static class Slices
{
    /// <summary>A live frame is smaller than this but for the largest statements; a page of the log is eight of them.</summary>
    public const int Size = 32 * 1024;
}
