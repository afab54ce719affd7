/* What the page fetches beside the socket: the curves so far, and posts of the team that it never received. */

/** The mood of a room so far, by ten seconds. Empty when out of reach: live frames fill the curves again. */
export async function fetchHistory(address, room) {
  const data = await getJson(`${address}?room=${room}`);
  return data?.points ?? [];
}

/** The team's newest posts in a room (at most 100), oldest first. */
export async function fetchTeamPosts(address, room) {
  const data = await getJson(`${address.replace("{room}", room)}?team=1&limit=100`);
  return data?.posts ?? [];
}

/** A post as it is now, or null. */
export async function fetchPost(address, room, id) {
  const data = await getJson(`${address.replace("{room}", room)}/${id}/thread`);
  return data?.posts.find((post) => post.id === id) ?? null;
}

/** The session's debriefs so far, the oldest first. */
export async function fetchDebriefs(address) {
  const data = await getJson(address);
  return data?.debriefs ?? [];
}

async function getJson(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
