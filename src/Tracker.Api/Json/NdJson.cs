using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Tracker.Api.Json;

/// <summary>Newline-delimited JSON from a pipe, in bounded memory.</summary>
internal static class NdJson
{
    /// <summary>Each line with its number from 1; blank lines are skipped; one over <paramref name="maxBytes"/> comes as empty bytes and is read over.</summary>
    public static async IAsyncEnumerable<(long Line, ReadOnlyMemory<byte> Bytes)> LinesAsync(PipeReader body, int maxBytes, [EnumeratorCancellation] CancellationToken ct)
    {
        long line = 0;
        var skipping = false;
        while (true)
        {
            var read = await body.NextAsync(ct);
            var buffer = read.Buffer;
            try
            {
                // What ends the body while a line is read over ends that line, also when nothing more came of it.
                while (Cut(ref buffer, read.IsCompleted, skipping) is { } piece)
                {
                    line++;
                    var tooLong = skipping || piece.Length > maxBytes;
                    skipping = false;
                    var bytes = tooLong ? default : Trim(piece.ToArray());
                    if (tooLong || !bytes.IsEmpty) yield return (line, bytes);
                }
                if (buffer.Length > maxBytes)
                {
                    skipping = true;
                    buffer = buffer.Slice(buffer.End);
                }
            }
            finally
            {
                // Also when the caller wants no more lines: a body that is still being read ends its connection with an error.
                body.AdvanceTo(buffer.Start, read.Buffer.End);
            }
            if (read.IsCompleted) yield break;
        }
    }

    static ReadOnlySequence<byte>? Cut(ref ReadOnlySequence<byte> buffer, bool completed, bool skipping)
    {
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            var line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return line;
        }
        if (!completed || (buffer.IsEmpty && !skipping)) return null;
        var last = buffer;
        buffer = buffer.Slice(buffer.End);
        return last;
    }

    static ReadOnlyMemory<byte> Trim(byte[] line)
    {
        var (start, end) = (0, line.Length);
        while (start < end && line[start] is (byte)' ' or (byte)'\t' or (byte)'\r') start++;
        while (end > start && line[end - 1] is (byte)' ' or (byte)'\t' or (byte)'\r') end--;
        return line.AsMemory(start, end - start);
    }
}
