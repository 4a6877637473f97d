using System.Text.Json;
using SdkNode.Node.Api.Json;
using SdkNode.Node.Store.Content;

namespace SdkNode.Node.Api.Uploads;

/// <summary>
/// A request's JSON as it was received: the header parts in memory, the files decoded in encrypted staging, one after the
/// other. Disposing removes the staging.
/// </summary>
internal sealed class Upload(JsonDocument skeleton, string mark, IReadOnlyList<FileSpan> files, long messageBytes, Guid? staged, ContentStore content) : IDisposable
{
    /// <summary>The document, with marks in place of files.</summary>
    public JsonElement Root => skeleton.RootElement;

    /// <summary>Begins the text that stands for a file.</summary>
    public string Mark => mark;

    /// <summary>The files, in the order of the document.</summary>
    public IReadOnlyList<FileSpan> Files => files;

    /// <summary>About how many octets a message made of it has: its files in Base64 and the rest as it came.</summary>
    public long MessageBytes => messageBytes;

    /// <summary>A reader that gives the files one by one, in their order.</summary>
    public StagedFiles OpenFiles() => new(staged is { } id ? content.OpenRead(id) : Stream.Null, files);

    /// <inheritdoc />
    public void Dispose()
    {
        skeleton.Dispose();
        if (staged is { } id)
        {
            content.Delete(id);
        }
    }
}
