namespace SdkNode.Node.Cli;

/// <summary>The media type that a file name's ending suggests.</summary>
internal static class MediaTypes
{
    /// <summary>The media type; <c>application/octet-stream</c> where nothing is known.</summary>
    public static string OfFile(string name) => Path.GetExtension(name).ToUpperInvariant() switch
    {
        ".PDF" => "application/pdf",
        ".TXT" => "text/plain",
        ".PNG" => "image/png",
        ".JPG" or ".JPEG" => "image/jpeg",
        ".DOCX" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".XLSX" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".XML" => "application/xml",
        _ => "application/octet-stream",
    };
}
