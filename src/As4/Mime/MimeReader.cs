using System.Buffers;
using System.Text;

namespace SdkNode.As4.Mime;

/// <summary>
/// Reads a multipart body part by part (AS4-1). Memory is one buffer of 64 KiB whatever the body holds. Line ends may be
/// CRLF or LF; preamble and epilogue are skipped; a body without its closing boundary is refused.
/// </summary>
internal sealed class MimeReader : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    // Space for the white space that may follow a boundary on its line.
    private const int TailBytes = 256;

    private readonly Stream _body;
    private readonly MimeLimits _limits;
    private readonly byte[] _delimiter;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private int _start;
    private int _clear;
    private int _end;
    private bool _ended;
    private int _parts;
    private State _state = State.Content;

    /// <summary>Makes a reader.</summary>
    /// <param name="body">The body; not disposed.</param>
    /// <param name="boundary">The boundary parameter of the Content-Type.</param>
    /// <param name="limits">The limits.</param>
    public MimeReader(Stream body, string boundary, MimeLimits limits)
    {
        _body = body;
        _limits = limits;
        _delimiter = Encoding.Latin1.GetBytes("\n--" + boundary);

        // A line end before the body makes the first boundary look like all others, and the preamble like a part.
        _buffer[0] = (byte)'\n';
        _end = 1;
    }

    private enum State
    {
        Content,
        AtHeaders,
        Closed,
    }

    /// <summary>Skips what is left of the current part and goes to the next; null after the last one, its closing boundary read.</summary>
    public async ValueTask<MimePart?> NextPartAsync(CancellationToken cancellationToken)
    {
        await SkipContentAsync(_parts == 0 ? MimeLimits.MaxPreambleBytes : long.MaxValue, cancellationToken);
        if (_state is State.Closed)
        {
            return null;
        }

        if (++_parts > _limits.MaxParts)
        {
            throw new MimeException(MimeFault.LimitExceeded, $"More than {_limits.MaxParts} MIME parts.");
        }

        var headers = await new MimeHeaderBlock(_limits).ReadAsync(ReadLineAsync, cancellationToken);
        await BeginContentAsync(cancellationToken);
        return new MimePart(headers, new MimePartStream(this, _parts));
    }

    /// <summary>Reads and drops the epilogue, so that the connection can be used again.</summary>
    public async ValueTask SkipEpilogueAsync(CancellationToken cancellationToken)
    {
        var skipped = _end - _start;
        while (skipped <= MimeLimits.MaxPreambleBytes)
        {
            var read = await _body.ReadAsync(_buffer, cancellationToken);
            if (read == 0)
            {
                return;
            }

            skipped += read;
        }

        throw new MimeException(MimeFault.LimitExceeded, "Too much follows the closing boundary.");
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    /// <summary>Reads content of the current part; 0 at its end.</summary>
    internal async ValueTask<int> ReadContentAsync(int part, Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (part != _parts || destination.IsEmpty)
        {
            return 0;
        }

        while (_state is State.Content)
        {
            if (_clear > _start)
            {
                var count = Math.Min(_clear - _start, destination.Length);
                _buffer.AsMemory(_start, count).CopyTo(destination);
                _start += count;
                return count;
            }

            if (!FindDelimiter())
            {
                await FillAsync("The body ends inside a MIME part: no closing boundary.", cancellationToken);
            }
        }

        return 0;
    }

    /// <summary>Moves <see cref="_clear"/> over bytes that are surely content; at a delimiter changes the state. False: more bytes are needed.</summary>
    private bool FindDelimiter()
    {
        var window = _buffer.AsSpan(_start, _end - _start);
        var found = window.IndexOf(_delimiter);
        if (found < 0)
        {
            // What may be the beginning of a delimiter, with the CR before it, stays.
            _clear = Math.Max(_start, _end - _delimiter.Length);
            return _clear > _start;
        }

        var content = found > 0 && window[found - 1] == (byte)'\r' ? found - 1 : found;
        if (content > 0)
        {
            _clear = _start + content;
            return true;
        }

        var line = window[(found + _delimiter.Length)..];
        var kind = DelimiterTail(line, _ended, out var length);
        if (kind is Tail.Incomplete)
        {
            return false;
        }

        if (kind is Tail.None)
        {
            // A line of content that only begins like the boundary.
            _clear = _start + found + _delimiter.Length;
            return true;
        }

        _start += found + _delimiter.Length + length;
        _state = kind is Tail.Close ? State.Closed : State.AtHeaders;
        return true;
    }

    private enum Tail
    {
        Incomplete,
        None,
        Next,
        Close,
    }

    /// <summary>Judges what follows a boundary on its line: white space, two hyphens at the close, then the line's end.</summary>
    private static Tail DelimiterTail(ReadOnlySpan<byte> line, bool bodyEnded, out int length)
    {
        length = 0;
        if (line.Length < 2 && !bodyEnded)
        {
            return Tail.Incomplete;
        }

        var close = line.StartsWith("--"u8);
        var rest = close ? line[2..] : line;
        var padding = rest.IndexOfAnyExcept(" \t"u8);
        if (padding < 0)
        {
            padding = rest.Length;
        }

        if (padding == rest.Length)
        {
            length = line.Length;
            return rest.Length > TailBytes ? Tail.None : !bodyEnded ? Tail.Incomplete : close ? Tail.Close : Tail.None;
        }

        var end = rest[padding..];
        if (end[0] == (byte)'\r' && end.Length == 1 && !bodyEnded)
        {
            return Tail.Incomplete;
        }

        var lineEnd = end[0] == (byte)'\n' ? 1 : end.StartsWith("\r\n"u8) ? 2 : 0;
        if (lineEnd == 0)
        {
            return Tail.None;
        }

        length = line.Length - rest.Length + padding + lineEnd;
        return close ? Tail.Close : Tail.Next;
    }

    private async ValueTask SkipContentAsync(long limit, CancellationToken cancellationToken)
    {
        var scratch = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            for (long skipped = 0; _state is State.Content;)
            {
                skipped += await ReadContentAsync(_parts, scratch, cancellationToken);
                if (skipped > limit)
                {
                    throw new MimeException(MimeFault.LimitExceeded, "Too much precedes the first boundary.");
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    /// <summary>The line end of the empty line after the headers may belong to a boundary already: then the part is empty.</summary>
    private async ValueTask BeginContentAsync(CancellationToken cancellationToken)
    {
        _state = State.Content;
        for (_start--; ; await FillAsync("The body ends after the headers of a MIME part.", cancellationToken))
        {
            var window = _buffer.AsSpan(_start, _end - _start);
            var enough = window.Length >= _delimiter.Length || _ended;
            var tail = window.StartsWith(_delimiter) ? DelimiterTail(window[_delimiter.Length..], _ended, out _) : Tail.None;
            if (enough && tail is not Tail.Incomplete)
            {
                _start += tail is Tail.None ? 1 : 0;
                _clear = _start;
                return;
            }
        }
    }

    /// <summary>Reads one header line without its line end.</summary>
    private async ValueTask<string> ReadLineAsync(int maxBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            var window = _buffer.AsSpan(_start, _end - _start);
            var at = window.IndexOf((byte)'\n');
            if (at > maxBytes || (at < 0 && window.Length > maxBytes))
            {
                throw new MimeException(MimeFault.LimitExceeded, "The headers of a MIME part are too large.");
            }

            if (at < 0)
            {
                await FillAsync("The body ends inside the headers of a MIME part.", cancellationToken);
                continue;
            }

            var text = Encoding.UTF8.GetString(at > 0 && window[at - 1] == (byte)'\r' ? window[..(at - 1)] : window[..at]);
            _start += at + 1;
            return text;
        }
    }

    private async ValueTask FillAsync(string whenEnded, CancellationToken cancellationToken)
    {
        if (_ended)
        {
            throw new MimeException(MimeFault.Truncated, whenEnded);
        }

        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_clear, _end, _start) = (_clear - _start, _end - _start, 0);
        }

        var read = await _body.ReadAsync(_buffer.AsMemory(_end, BufferBytes - _end), cancellationToken);
        _end += read;
        _ended = read == 0;
    }
}
