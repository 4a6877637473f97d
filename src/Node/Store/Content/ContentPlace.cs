namespace SdkNode.Node.Store.Content;

/// <summary>Where a content that is being written goes.</summary>
/// <param name="Draft">The staging file of what is larger than one chunk.</param>
/// <param name="Final">Where that file is moved when it is complete.</param>
/// <param name="Small">Takes what is not larger; null where that goes into files too.</param>
internal sealed record ContentPlace(string Draft, string Final, SmallContents? Small);
