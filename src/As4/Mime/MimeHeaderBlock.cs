namespace SdkNode.As4.Mime;

/// <summary>Reads the headers of one part: folded lines are joined, counts and bytes are limited before they are kept.</summary>
internal sealed class MimeHeaderBlock(MimeLimits limits)
{
    private readonly List<KeyValuePair<string, string>> _headers = [];

    /// <summary>Reads up to and with the empty line.</summary>
    /// <param name="readLine">Gives the next line of at most so many bytes, without its line end.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async ValueTask<IReadOnlyList<KeyValuePair<string, string>>> ReadAsync(
        Func<int, CancellationToken, ValueTask<string>> readLine, CancellationToken cancellationToken)
    {
        var left = limits.MaxHeaderBytes;
        while (await readLine(left, cancellationToken) is { Length: > 0 } line)
        {
            left -= line.Length + 1;
            if (left < 0)
            {
                throw new MimeException(MimeFault.LimitExceeded, "The headers of a MIME part are too large.");
            }

            Add(line);
        }

        return _headers;
    }

    private void Add(string line)
    {
        if (line[0] is ' ' or '\t')
        {
            Continue(line);
            return;
        }

        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            throw new MimeException(MimeFault.Malformed, "A line among the headers of a MIME part is no header.");
        }

        if (_headers.Count == limits.MaxHeaders)
        {
            throw new MimeException(MimeFault.LimitExceeded, $"More than {limits.MaxHeaders} headers in a MIME part.");
        }

        _headers.Add(new(line[..colon].Trim(), line[(colon + 1)..].Trim()));
    }

    private void Continue(string line)
    {
        if (_headers.Count == 0)
        {
            throw new MimeException(MimeFault.Malformed, "The headers of a MIME part begin with a continuation line.");
        }

        var last = _headers[^1];
        _headers[^1] = new(last.Key, $"{last.Value} {line.Trim()}");
    }
}
